#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// A DICOM tag, group in the upper half: 0x7FE00010 is PixelData.
using DicomTag = std::uint32_t;

/// The data elements of one DICOM file (PS3.10), those in sequences left out; values are little endian.
class DicomElements {
  public:
    /// @throws InputError  not a DICOM file, or a transfer syntax other than uncompressed little endian, by name
    /// @throws FileError   an element that reaches beyond the end of the file
    explicit DicomElements(const std::filesystem::path& path);

    /// The bytes of an element, without a padded copy; empty where it is absent or has none.
    std::span<const std::byte> bytes(DicomTag tag) const;

    /// The text of an element without its padding; empty where it is absent.
    std::string text(DicomTag tag) const;

    /// The value of a US element; nothing where it is absent or too short.
    std::optional<int> whole_number(DicomTag tag) const;

    /// The numbers of a DS or IS element, which are parted by backslashes; empty where one of them is no number.
    std::vector<double> numbers(DicomTag tag) const;

  private:
    struct Element {
        DicomTag tag = 0;
        std::size_t begin = 0;
        std::size_t length = 0;
    };
    class Walk;

    std::vector<std::byte> file_;
    std::vector<Element> elements_;
};

}  // namespace trabecula
