// An edit's upload: a range (first, count) for each list of words, then the words of all of them.
struct PatchList {
  index: u32, // place of the list, or of the first of several, among the ranges
}
