#pragma once
#include "app/scenario/scenario.hpp"

#include <filesystem>

namespace trabecula {

/// Whether the morphometry of the bone is measured when a run has ended.
enum class BoneAtEnd { left, measured };

/// Runs a scenario in memory on one thread, and writes its time series: the same that `trabecula run` writes into its
/// index, without frames and checkpoints. `bone` is what make_bone gives, where that was made before.
/// @throws whatever the model or the disk throws; the file is then not there
void run_for_study(const Scenario& scenario, const std::filesystem::path& file, BoneAtEnd bone_at_end = BoneAtEnd::left,
                   const BoneVolume* bone = nullptr);

}  // namespace trabecula
