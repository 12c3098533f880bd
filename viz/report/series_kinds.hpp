#pragma once
#include "viz/report/arms.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// What a time series is about, told from its name.
enum class SeriesKind { bone, cells, cytokines, histomorphometry, markers, systemic, states, pathways };

SeriesKind kind_of(const std::string& series, const Arm& arm);

/// What a series is called in a chart: "osteoblast.count" -> "osteoblast", "macrophage.M1.count" -> "macrophage M1".
std::string chart_name(const std::string& series, SeriesKind kind);

/// All series of a kind that any run has, in the order in which they first occur.
std::vector<std::string> series_of(const Comparison& comparison, SeriesKind kind);

}  // namespace trabecula
