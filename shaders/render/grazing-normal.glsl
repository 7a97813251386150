// What is seen faces the eye. Along an outline the smooth normals of a few triangles turn away from it: seen by such a
// one, all light would be mirrored off to a dark room, and the outline would be drawn in black dots.
{
  vec3 toEye = normalize(vViewPosition);
  normal = normalize(normal + max(0.2 - dot(normal, toEye), 0.0) * toEye);
}
