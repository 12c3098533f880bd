#pragma once
#include "small_bone.hpp"

#include "output/run_writer.hpp"

#include "agents/state.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace trabecula::test {

inline RunIdentity small_identity()
{
    RunIdentity identity;
    identity.title = "a small run";
    identity.cell_types = {{"osteoclast", 20.0, 1.0}};
    return identity;
}

enum class Frames { none, two };

/// A run in a folder that is removed with it: the rod, some osteoclasts, 60 hours. BV/TV falls by `fall` per hour.
/// RANKL is 20 pM in both frames, OPG first 20 and then 60 pM.
class SmallRun {
  public:
    explicit SmallRun(const RunIdentity& identity = small_identity(), Frames frames = Frames::two, double fall = 0.0)
        : fall_(fall)
    {
        static std::atomic<int> count{0};
        folder_ = std::filesystem::temp_directory_path() /
                  ("trabecula_small_run" + std::to_string(getpid()) + "_" + std::to_string(count++));
        std::filesystem::remove_all(folder_);
        const BoneImage bone = rod();
        State state(tissue_from({bone.grid, bone.bone_fraction, {}, {}}, Hours{0}, Number{1}),
                    FieldSet({{"OPG", {}, {}, {}, {20.0}, {}, ""}, {"RANKL", {}, {}, {}, {20.0}, {}, ""}},
                             FieldGrid(bone.grid, 1)),
                    {osteoclasts(bone.grid)}, Table("totals"));
        RunWriter writer(folder_, identity, bone.grid);
        if (frames == Frames::none) {
            writer.write_index({});
            return;
        }
        writer.write_frame(state, series_until(0));
        state.step = StepIndex{60};
        state.time_h = 60;
        std::ranges::fill(state.fields.table[state.fields.concentration_pM[0]], 60.0F);
        std::ranges::fill(state.fields.table[state.fields.free_pM[0]], 60.0F);
        writer.write_frame(state, series_until(60));
    }
    ~SmallRun() { std::filesystem::remove_all(folder_); }
    SmallRun(const SmallRun&) = delete;
    SmallRun& operator=(const SmallRun&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    static Population osteoclasts(const Grid& grid)
    {
        Population population("osteoclast");
        population.table.resize(3);
        for (std::size_t i = 0; i < 3; ++i)
            population.table[population.voxel][i] = grid.id({static_cast<int>(4 + 8 * i), 3, 19});
        return population;
    }

    TimeSeries series_until(double last_h) const
    {
        TimeSeries series{{}, {{"BV/TV", "1", "bone volume", {}}, {"osteoclast.count", "1", "osteoclasts", {}}}};
        for (double time_h = 0; time_h <= last_h; time_h += 6) {
            series.time_h.push_back(time_h);
            series.series[0].values.push_back(0.2 - fall_ * time_h);
            series.series[1].values.push_back(time_h);
        }
        return series;
    }

    double fall_;
    std::filesystem::path folder_;
};

}  // namespace trabecula::test
