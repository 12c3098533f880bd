#include "imaging/scan_folder.hpp"

#include "imaging/dicom.hpp"
#include "imaging/tiff.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace trabecula {

namespace {

constexpr auto passed_over = std::to_array<std::string_view>({".log", ".txt", ".csv", ".xml", ".json"});
constexpr std::size_t most_digits = 18;  // that a 64-bit number holds

std::string lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool is_passed_over(const std::filesystem::path& file)
{
    const std::string extension = lower_case(file.extension().string());
    return file.filename().string().starts_with('.') || file.filename() == "DICOMDIR" ||
           file.filename() == "Thumbs.db" ||
           std::find(passed_over.begin(), passed_over.end(), extension) != passed_over.end();
}

bool is_dicom(const std::filesystem::path& file)
{
    const std::string extension = lower_case(file.extension().string());
    if (extension == ".dcm" || extension == ".ima") return true;
    std::ifstream in(file, std::ios::binary);
    std::array<char, 4> mark{};
    in.seekg(128);
    in.read(mark.data(), mark.size());
    return in && std::string_view(mark.data(), mark.size()) == "DICM";
}

bool is_tiff(const std::filesystem::path& file)
{
    const std::string extension = lower_case(file.extension().string());
    return extension == ".tif" || extension == ".tiff";
}

/// A file name as what stands before its last number, and the number.
struct NumberedName {
    std::string before;
    std::optional<std::uint64_t> number;
};

NumberedName numbered(const std::filesystem::path& file)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string name = file.stem().string();
    const auto last = std::find_if(name.rbegin(), name.rend(), is_digit);
    const auto first = std::find_if_not(last, name.rend(), is_digit);
    const std::string digits(first.base(), last.base());
    if (digits.empty() || digits.size() > most_digits) return {name, std::nullopt};
    return {std::string(name.begin(), first.base()), std::stoull(digits)};
}

void sort_by_number(std::vector<std::filesystem::path>& files)
{
    std::sort(files.begin(), files.end(), [](const std::filesystem::path& a, const std::filesystem::path& b) {
        const NumberedName left = numbered(a);
        const NumberedName right = numbered(b);
        if (left.before != right.before) return left.before < right.before;
        if (left.number != right.number) return left.number < right.number;
        return a < b;
    });
}

void refuse_gaps(const std::vector<std::filesystem::path>& files)
{
    for (std::size_t i = 1; i < files.size(); ++i) {
        const NumberedName before = numbered(files[i - 1]);
        const NumberedName here = numbered(files[i]);
        const auto refuse = [&](const char* what) {
            throw InputError(
                {{{files[i].string()},
                  fmt::format("{} {}; keep the slices of one scan alone in a folder, numbered without gaps", what,
                              files[i - 1].filename().string())}});
        };
        if (here.before != before.before || !here.number || !before.number)
            refuse("the name does not go on from that of");
        if (*here.number == *before.number) refuse("the name has the same number as");
        if (*here.number != *before.number + 1) refuse("slices are missing between this one and");
    }
}

}  // namespace

ScanFolder look_into(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> tiff;
    std::vector<std::filesystem::path> dicom;
    std::vector<std::filesystem::path> other;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder)) {
        const std::filesystem::path& file = entry.path();
        if (is_passed_over(file)) continue;
        if (entry.is_regular_file() && is_tiff(file))
            tiff.push_back(file);
        else if (entry.is_regular_file() && is_dicom(file))
            dicom.push_back(file);
        else
            other.push_back(file);
    }
    const int kinds = (tiff.empty() ? 0 : 1) + (dicom.empty() ? 0 : 1) + (other.empty() ? 0 : 1);
    if (kinds != 1 || !other.empty())
        throw InputError(
            {{{folder.string()},
              fmt::format(
                  "the folder holds {} TIFF files, {} DICOM files and {} others{}; keep the slices "
                  "of one scan alone in a folder",
                  tiff.size(), dicom.size(), other.size(),
                  other.empty()
                      ? ""
                      : fmt::format(" ({})", std::min_element(other.begin(), other.end())->filename().string()))}});
    if (tiff.empty()) {
        std::sort(dicom.begin(), dicom.end());
        return {ScanFolder::Kind::dicom, std::move(dicom)};
    }
    sort_by_number(tiff);
    refuse_gaps(tiff);
    return {ScanFolder::Kind::tiff, std::move(tiff)};
}

Scan read_folder(const std::filesystem::path& folder, std::optional<Micrometres> voxel_size)
{
    const ScanFolder found = look_into(folder);
    return found.kind == ScanFolder::Kind::tiff ? read_tiff_series(found.files, voxel_size)
                                                : read_dicom_series(found.files, voxel_size);
}

}  // namespace trabecula
