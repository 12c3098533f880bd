#include "output/verify.hpp"

#include "output/checkpoint.hpp"
#include "output/companion_files.hpp"
#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

#include <map>

namespace trabecula {

namespace {

using hdf5::GroupReader;

class Verifier {
  public:
    explicit Verifier(const std::filesystem::path& run)
        : index_(index_path(run)), root_(hdf5::open_file(index_)), contents_(read_index(root_))
    {}

    VerifyReport verify()
    {
        report_.frames = contents_.frames.size();
        report_.ended = !contents_.final_state_hash.empty();
        report_.branch = contents_.identity.branch;
        attempt([&] { check_checksum(root_); });
        const bool packed = is_packed(root_);
        for (std::size_t frame = 0; frame < contents_.frames.size(); ++frame)
            attempt([&] { check_frame(frame, packed); });
        check_checkpoints();
        if (report_.ended && report_.sound() && !packed) attempt([&] { check_text_files(); });
        report_.state_hash = contents_.final_state_hash;
        if (!report_.ended && !hashes_.empty()) report_.state_hash = hashes_.rbegin()->second;
        return report_;
    }

  private:
    template <class Check>
    void attempt(Check&& check)
    {
        try {
            check();
        } catch (const FileError& problem) {
            report_.problems.emplace_back(problem.what());
        }
    }

    void check_frame(std::size_t frame, bool packed)
    {
        const FrameRecord& record = contents_.frames[frame];
        const GroupReader root = packed ? root_.group("frames").group(frame_group(frame).substr(8))
                                        : hdf5::open_file(index_.parent_path() / record.file);
        check_origin(root, read_header(root, "frame"));
        check_checksum(root);
        if (root.text_attribute("checksum") != record.checksum)
            root.fail("@checksum", "is not the one that the index has: it is a frame of another run");
        note_hash(root);
    }

    void check_checkpoints()
    {
        const std::vector<std::uint32_t> steps = checkpoint_steps(root_);
        report_.checkpoints = steps.size();
        for (const std::uint32_t step : steps)
            attempt([&] {
                const GroupReader root = open_checkpoint(root_, step);
                check_origin(root, read_header(root, "checkpoint"));
                check_checksum(root);
                note_hash(root);
            });
    }

    /// Of a run that has ended; before that a kill may leave them a frame behind.
    void check_text_files()
    {
        const std::filesystem::path folder = index_.parent_path();
        if (!contents_.frames.empty())
            contents_.layout = read_frame_layout(hdf5::open_file(folder / contents_.frames.front().file));
        for (const TextFile& file : companion_files(contents_))
            if (!is_in(folder, file))
                report_.problems.push_back(fmt::format(
                    "{}: is missing, or not what the index says; `trabecula run` with --resume writes it anew",
                    (folder / file.name).string()));
    }

    void check_origin(const GroupReader& root, const FileHeader& header)
    {
        report_.programs.insert(program_text(header.version, header.git_revision));
        if (header.scenario_hash != contents_.identity.scenario_hash || header.seed != contents_.identity.seed ||
            !(header.grid == contents_.grid) || header.branch != contents_.identity.branch)
            root.fail("@scenario_hash", "is of another scenario, seed, grid or beginning than the run's");
    }

    /// Frame and checkpoint of one step must be of one state.
    void note_hash(const GroupReader& root)
    {
        const std::string hash = root.text_attribute("state_hash");
        const auto [entry, is_new] = hashes_.emplace(root.integer_attribute("step"), hash);
        if (!is_new && entry->second != hash)
            root.fail("@state_hash", "differs from that of the frame of the same step");
    }

    std::filesystem::path index_;
    GroupReader root_;
    RunContents contents_;
    VerifyReport report_;
    std::map<std::int64_t, std::string> hashes_;
};

}  // namespace

VerifyReport verify_run(const std::filesystem::path& run)
{
    return Verifier(run).verify();
}

}  // namespace trabecula
