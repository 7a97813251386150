// An edit's upload: a range (first, count) for each list of words, then the words of all of them.
struct PatchList {
  index: u32, // the list's place among the ranges
}
