#pragma once
#include "output/frame_file.hpp"
#include "output/hdf5_writer.hpp"
#include "output/run_profile.hpp"
#include "output/run_writer.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

/// Everything that the index of a run says.
struct RunContents {
    RunIdentity identity;
    Grid grid;
    FrameLayout layout;
    std::vector<FrameRecord> frames;
    TimeSeries series;
    std::string final_state_hash;  // empty until the run has ended
    std::optional<RunProfile> profile;
};

/// Where the data of the frames lie: in files beside the index, or in groups /frames/NNNNNN of the same file.
enum class FramePlace : std::uint8_t { beside, inside };

/// "/frames/000012"
std::string frame_group(std::size_t frame);

/// Group /trabecula (identity, time series, frames) and, when there is a frame, group /VTKHDF (virtual datasets over
/// the frames, which ParaView 5.13 and later open).
void write_index(const hdf5::GroupWriter& root, const RunContents& contents, FramePlace place);

/// A file beside the index that says nothing but what index and frames say; without a text there is none.
struct TextFile {
    const char* name;
    std::string text;
};

/// run_fields.xdmf and run_agents.xdmf.
std::vector<TextFile> xdmf_files(const RunContents& contents);

/// Writes them, or removes them. @throws FileError
void write_xdmf_files(const std::filesystem::path& folder, const RunContents& contents);

/// Reads the index back. @throws FileError  not a run, newer, damaged
RunContents read_index(const hdf5::GroupReader& root);

/// Whether an index holds the frames themselves.
bool is_packed(const hdf5::GroupReader& index);

/// RUN itself when it is a file, RUN/run.vtkhdf when it is a folder. @throws FileError  neither
std::filesystem::path index_path(const std::filesystem::path& run);

inline constexpr const char* index_name = "run.vtkhdf";
inline constexpr const char* time_series_name = "time_series.csv";

/// Names under which arrays appear in ParaView: the dataset's name, told apart where tissue and fields share one.
std::vector<std::string> shown_names(const std::vector<FrameArray>& arrays);

}  // namespace trabecula
