/// HDF5 and VTK leak where a file is damaged, udunits2 where a unit is no word; tests that feed them such are no tests
/// of theirs.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier): the sanitizer's name
extern "C" const char* __lsan_default_suppressions()   // NOLINT(bugprone-reserved-identifier)
{
    return "leak:libhdf5\nleak:libvtk\nleak:libudunits2";
}
