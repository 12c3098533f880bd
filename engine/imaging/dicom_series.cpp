#include "imaging/dicom.hpp"
#include "imaging/stored_volume.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double gap_tolerance = 0.01;  // of the distance of slices
constexpr double direction_tolerance = 1e-3;
constexpr double um_per_mm = 1000.0;

double dot(const Vector3& a, const Vector3& b)
{
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

Vector3 normal_of(const DicomSlice& slice)
{
    const Vector3& r = slice.along_row;
    const Vector3& c = slice.along_column;
    return {r.y * c.z - r.z * c.y, r.z * c.x - r.x * c.z, r.x * c.y - r.y * c.x};
}

/// A slice and its place along the normal; the grey values are kept, the file is closed.
struct Placed {
    DicomSlice slice;
    double along_mm = 0.0;
};

void refuse_unless_alike(const DicomSlice& first, const DicomSlice& other)
{
    const auto refuse = [&](const std::string& what) {
        throw InputError({{{other.file.string()},
                           fmt::format("{} than in {}; keep the slices of one series alone in a folder", what,
                                       first.file.filename().string())}});
    };
    if (other.series != first.series) refuse("another series (SeriesInstanceUID)");
    if (other.columns != first.columns || other.rows != first.rows)
        refuse(fmt::format("{} columns and {} rows, others ({} and {})", other.columns, other.rows, first.columns,
                           first.rows));
    if (other.column_mm != first.column_mm || other.row_mm != first.row_mm) refuse("another PixelSpacing");
    if (dot(other.along_row, first.along_row) < 1.0 - direction_tolerance ||
        dot(other.along_column, first.along_column) < 1.0 - direction_tolerance)
        refuse("another ImageOrientationPatient");
}

/// The median distance of neighbours that do not lie at one place; 0 when all do.
double typical_distance_mm(const std::vector<Placed>& slices)
{
    std::vector<double> distances;
    for (std::size_t i = 1; i < slices.size(); ++i)
        if (slices[i].along_mm > slices[i - 1].along_mm)
            distances.push_back(slices[i].along_mm - slices[i - 1].along_mm);
    if (distances.empty()) return 0.0;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>((distances.size() - 1) / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

/// The mean distance of neighbours, none of which differs.
double checked_distance_mm(const std::vector<Placed>& slices)
{
    const double typical = typical_distance_mm(slices);
    for (std::size_t i = 1; i < slices.size(); ++i) {
        const double found = slices[i].along_mm - slices[i - 1].along_mm;
        if (found > 0.0 && std::abs(found - typical) <= gap_tolerance * typical) continue;
        throw InputError({{{slices[i].slice.file.string()},
                           fmt::format("this slice lies {:.6g} mm behind {}, but most lie {:.6g} mm apart; one is "
                                       "missing or there twice: export the whole series again",
                                       found, slices[i - 1].slice.file.filename().string(), typical)}});
    }
    return (slices.back().along_mm - slices.front().along_mm) / static_cast<double>(slices.size() - 1);
}

}  // namespace

Scan read_dicom_series(const std::vector<std::filesystem::path>& files, std::optional<Micrometres> voxel_size)
{
    std::vector<Placed> slices;
    for (const std::filesystem::path& file : files) {
        Placed placed{read_dicom_slice(file)};
        if (!slices.empty()) refuse_unless_alike(slices.front().slice, placed.slice);
        placed.along_mm =
            dot(placed.slice.position_mm, normal_of(slices.empty() ? placed.slice : slices.front().slice));
        slices.push_back(std::move(placed));
    }
    if (slices.size() < 2)
        throw InputError({{{files.empty() ? std::string("DICOM series") : files.front().string()},
                           "this is one slice; a scan has several: name the folder that holds them"}});
    std::sort(slices.begin(), slices.end(), [](const Placed& a, const Placed& b) { return a.along_mm < b.along_mm; });
    const double distance_mm = checked_distance_mm(slices);
    const DicomSlice& first = slices.front().slice;
    Vector3 edges_um{um_per_mm * first.column_mm, um_per_mm * first.row_mm, um_per_mm * distance_mm};
    if (voxel_size) edges_um = {voxel_size->value, voxel_size->value, voxel_size->value};
    if (auto fault = fault_of_edges(edges_um)) throw InputError({{{first.file.string()}, std::move(*fault)}});
    const auto depth = static_cast<int>(slices.size());
    if (auto fault = fault_of_size({double(first.columns), double(first.rows), double(depth)}))
        throw InputError({{{first.file.string()}, std::move(*fault)}});

    Scan scan = scan_of({first.columns, first.rows, depth}, edges_um);
    scan.grey.reserve(scan.grid.size());
    for (Placed& placed : slices) {
        scan.grey.insert(scan.grey.end(), placed.slice.grey.begin(), placed.slice.grey.end());
        placed.slice.grey = std::vector<float>();
    }
    return scan;
}

Scan read_dicom_file(const std::filesystem::path& path, std::optional<Micrometres> voxel_size)
{
    return read_dicom_series({path}, voxel_size);
}

}  // namespace trabecula
