#pragma once
#include "output/study_file.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// One combination of levels, in the order of its number.
struct StudyArm {
    std::string name;  // what tells it from the others
    std::vector<std::string> levels;
};
std::vector<StudyArm> arms_in(const StudyTable& table);

/// The different levels of a factor, in the order in which they come.
std::vector<std::string> levels_in(const std::vector<StudyArm>& arms, std::size_t factor);

/// Whether the arms are points of a sample, of which one alone says little.
bool is_sampled(const StudyTable& table);

}  // namespace trabecula
