// Sum over a workgroup of 128 threads; every thread must call it. Two barriers only, and only in small dispatches:
// where threads are simulated a barrier costs more than the sums it saves.
var<workgroup> chunk_slots: array<vec4f, 128>;
var<workgroup> chunk_rows: array<vec4f, 16>;

fn chunk_sum(thread: u32, value: vec4f) -> vec4f {
  chunk_slots[thread] = value;
  workgroupBarrier();
  if (thread < 16u) {
    var row = vec4f(0.0);
    for (var i = 0u; i < 8u; i++) { row += chunk_slots[16u * i + thread]; }
    chunk_rows[thread] = row;
  }
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var i = 0u; i < 16u; i++) { sum += chunk_rows[i]; }
  return sum;
}
