#pragma once
#include "temporary_folder.hpp"

#include <cstdint>
#include <string>

namespace trabecula::test {

/// One DICOM slice of 3 columns and 2 rows, 16-bit, in explicit or implicit little endian.
struct DicomFile {
    std::string syntax = "1.2.840.10008.1.2.1";
    std::string series = "1.2.3";
    std::string photometric = "MONOCHROME2";
    std::string position = "0\\0\\0";
    std::string orientation = "1\\0\\0\\0\\1\\0";
    std::string spacing = "0.02\\0.02";
    std::string frames = "1";
    std::string slope;
    std::string intercept;
    std::uint16_t bits_stored = 16;
    std::uint16_t is_signed = 1;
    std::uint16_t samples = 1;
    std::string sequence;  // bytes put before the pixels
    std::string pixels = std::string("\1\0\2\0\3\0\4\0\5\0\6\0", 12);

    std::string element(std::uint32_t tag, const std::string& representation, std::string value) const
    {
        if (value.size() % 2 == 1) value += representation == "UI" ? '\0' : ' ';
        const bool is_meta = tag >> 16U == 2;
        const std::string name =
            little(static_cast<std::uint16_t>(tag >> 16U)) + little(static_cast<std::uint16_t>(tag & 0xFFFFU));
        const auto length = static_cast<std::uint32_t>(value.size());
        if (!is_meta && syntax == "1.2.840.10008.1.2") return name + little(length) + value;
        if (representation == "OW") return name + representation + std::string(2, '\0') + little(length) + value;
        return name + representation + little(static_cast<std::uint16_t>(length)) + value;
    }

    std::string bytes() const
    {
        std::string file = std::string(128, '\0') + "DICM" + element(0x00020010, "UI", syntax);
        const auto optional = [&](std::uint32_t tag, const std::string& text) {
            if (!text.empty()) file += element(tag, "DS", text);
        };
        file += element(0x0020000E, "UI", series);
        optional(0x00200032, position);
        optional(0x00200037, orientation);
        file += element(0x00280002, "US", little(samples));
        file += element(0x00280004, "CS", photometric);
        file += element(0x00280008, "IS", frames);
        file += element(0x00280010, "US", little<std::uint16_t>(2));
        file += element(0x00280011, "US", little<std::uint16_t>(3));
        optional(0x00280030, spacing);
        file += element(0x00280100, "US", little<std::uint16_t>(16));
        file += element(0x00280101, "US", little(bits_stored));
        file += element(0x00280102, "US", little(static_cast<std::uint16_t>(bits_stored - 1)));
        file += element(0x00280103, "US", little(is_signed));
        optional(0x00281052, intercept);
        optional(0x00281053, slope);
        return file + sequence + element(0x7FE00010, "OW", pixels);
    }
};

}  // namespace trabecula::test
