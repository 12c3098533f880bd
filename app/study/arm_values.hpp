#pragma once
#include "app/study/student_t.hpp"
#include "app/study/study.hpp"

#include "output/study_file.hpp"

#include <cmath>
#include <limits>
#include <vector>

namespace trabecula {

/// One response of all runs of a study, by arm and seed. What is not known is NaN.
class ArmValues {
  public:
    /// The rows of the table are those of the study's plan: arm by arm, seeds within.
    ArmValues(const Study& study, const StudyTable& table, std::size_t response)
        : seeds_(static_cast<std::size_t>(study.replicates))
    {
        for (const StudyRow& row : table.rows)
            values_.push_back(row.status == RunStatus::done ? row.responses[response]
                                                            : std::numeric_limits<double>::quiet_NaN());
    }

    std::size_t seeds() const { return seeds_; }
    double at(std::size_t arm, std::size_t seed) const { return values_[arm * seeds_ + seed]; }

    /// Of the seeds that are known, except one where so asked.
    std::vector<double> known(std::size_t arm, std::optional<std::size_t> left_out = {}) const
    {
        std::vector<double> values;
        for (std::size_t seed = 0; seed < seeds_; ++seed)
            if (seed != left_out && std::isfinite(at(arm, seed))) values.push_back(at(arm, seed));
        return values;
    }

    /// Over the seeds that are known, except one where so asked; NaN where none is.
    double mean(std::size_t arm, std::optional<std::size_t> left_out = {}) const
    {
        return summarise(known(arm, left_out)).mean;
    }

  private:
    std::size_t seeds_;
    std::vector<double> values_;
};

}  // namespace trabecula
