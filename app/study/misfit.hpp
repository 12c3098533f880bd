#pragma once
#include "app/study/study.hpp"

#include "output/study_file.hpp"

#include <vector>

namespace trabecula {

/// How far the arms are from published values, the best arm first; nothing where no response has a target.
///     misfit   a row per arm: the sum over the fitted responses of ((mean - target)/spread)^2, what of it the noise of
///              the seeds makes, and how far it is above that of the best arm
///     targets  a row per arm and response with a target, predictions too: (mean - target)/spread
/// The mean is that of the seeds; an arm that lacks a fitted response comes last, without a misfit. Intervals of the
/// misfit are the jackknife's over the seeds [Tukey1958].
std::vector<AnalysisTable> misfits_of(const Study& study, const StudyTable& table);

}  // namespace trabecula
