#pragma once
#include "imaging/segmentation.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trabecula {

/// The bone of a scan, where it comes from, and what was found.
struct ImportedScan {
    SegmentedScan segmented;
    std::vector<std::pair<std::string, std::string>> made_from;  // for the tissue file: source, every option, threshold
    std::string summary;                                         // lines to print
};

/// The options that say how bone is made of a scan, the same for every command that takes one.
class ScanOptions {
  public:
    /// Adds them to a command, in a group of their own.
    void add_to(CLI::App& command);

    /// Whether any was given: they mean nothing for a file that is no scan.
    bool any_given() const;

    /// Reads the scan and makes bone of it.
    /// @throws InputError, FileError  as `read_scan` and `segment`; options that do not fit together
    ImportedScan import(const std::filesystem::path& scan) const;

  private:
    Segmentation segmentation() const;
    std::optional<DensityCalibration> calibration() const;

    const CLI::App* group_ = nullptr;
    std::string threshold_ = "otsu", voxel_, spacing_, mask_, region_ = "box";
    double sigma_ = 0.0;
    std::vector<int> crop_;
    std::optional<double> density_slope_, density_intercept_;
    bool all_pieces_ = false, keep_cavities_ = false;
};

}  // namespace trabecula
