#include "imaging/scan.hpp"

#include "imaging/dicom.hpp"
#include "imaging/isq.hpp"
#include "imaging/metaimage.hpp"
#include "imaging/nifti.hpp"
#include "imaging/nrrd.hpp"
#include "imaging/scan_folder.hpp"
#include "imaging/tiff.hpp"
#include "imaging/vti.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace trabecula {

namespace {

struct Format {
    std::string_view extension;
    std::string_view name;
    Scan (*read)(const std::filesystem::path&, std::optional<Micrometres>);
};

/// To add a format: one row here, one reader.
constexpr auto formats = std::to_array<Format>({
    {".mha", "MetaImage, one file", &read_metaimage},
    {".mhd", "MetaImage, header and data", &read_metaimage},
    {".nrrd", "NRRD, one file", &read_nrrd},
    {".nhdr", "NRRD, header and data", &read_nrrd},
    {".nii", "NIfTI-1", &read_nifti},
    {".nii.gz", "NIfTI-1, compressed", &read_nifti},
    {".tif", "TIFF stack", &read_tiff_stack},
    {".tiff", "TIFF stack", &read_tiff_stack},
    {".vti", "VTK image data", &read_vti},
    {".isq", "Scanco ISQ", &read_isq},
    {".aim", "Scanco AIM, to be exported as another", &refuse_aim},
    {".dcm", "one DICOM slice, of a folder of them", &read_dicom_file},
});

/// In lower case, without the version that VMS adds (";1").
std::string plain_name(const std::filesystem::path& path)
{
    std::string name = path.filename().string();
    name.erase(std::min(name.rfind(';'), name.size()));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name;
}

const Format* find_format(const std::filesystem::path& path)
{
    const std::string name = plain_name(path);
    const auto known =
        std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return name.ends_with(f.extension); });
    return known == formats.end() ? nullptr : &*known;
}

const Format& format_of(const std::filesystem::path& path)
{
    if (const Format* const known = find_format(path)) return *known;
    std::string list;
    for (const Format& format : formats)
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", format.extension, format.name);
    throw InputError({{{path.string()},
                       fmt::format("\"{}\" is not the extension of a scan that can be read; there are {}, and folders "
                                   "of TIFF or DICOM slices; values alone (.raw) need a MetaImage header (.mhd)",
                                   path.extension().string(), list)}});
}

void refuse_unless_there(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::exists(path, error)) return;
    throw InputError({{{path.string()},
                       "there is no such file; check the path, which is relative to the folder that the program runs "
                       "in"}});
}

}  // namespace

Scan read_scan(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    if (voxel_size && !(voxel_size->value > 0.0 && std::isfinite(voxel_size->value)))
        throw InputError(
            {{{path.string()}, fmt::format("a voxel size of {} um is not a length above 0", voxel_size->value)}});
    std::error_code error;
    const bool is_folder = std::filesystem::is_directory(path, error);
    const Format* const format = is_folder ? nullptr : &format_of(path);
    refuse_unless_there(path);
    Scan scan = is_folder ? read_folder(path, voxel_size) : format->read(path, voxel_size);
    const auto odd = std::find_if(scan.grey.begin(), scan.grey.end(), [](float grey) { return !std::isfinite(grey); });
    if (odd != scan.grey.end())
        throw InputError({{{path.string()},
                           fmt::format("voxel {} is {}, not a finite grey value; export the scan again",
                                       odd - scan.grey.begin(), *odd)}});
    return scan;
}

bool names_a_scan(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) return find_format(path) != nullptr;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(path, error)) {
        const Format* const format = find_format(entry.path());
        if (format != nullptr && (format->read == &read_tiff_stack || format->read == &read_dicom_file)) return true;
    }
    return false;
}

}  // namespace trabecula
