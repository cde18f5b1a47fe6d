// What the sanitizers ask each program for. A finding must not look like one of our exit codes: the
// tests of the binary start it with an environment of their own, and know it by its exit code.

namespace {
constexpr const char* kSettings = "exitcode=99:halt_on_error=1:print_stacktrace=1";
}  // namespace

extern "C" {
const char* __asan_default_options();
const char* __asan_default_options() {
  return kSettings;
}
const char* __ubsan_default_options();
const char* __ubsan_default_options() {
  return kSettings;
}
const char* __tsan_default_options();
const char* __tsan_default_options() {
  return kSettings;
}
const char* __lsan_default_options();
const char* __lsan_default_options() {
  return "exitcode=99";
}
}
