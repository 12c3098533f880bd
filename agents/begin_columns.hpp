#pragma once
#include "agents/workspace.hpp"

#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// A column of one of the state's tables.
struct ColumnName {
    std::string table;
    std::string column;
    bool operator==(const ColumnName&) const = default;
};

/// Gives columns what they hold at time 0, after the rest of the state was taken from a run whose scenario did not have
/// them: a field its initial concentration, strain that of the bone at time 0 until it is found anew, what is presented
/// 0, a node its initial activity, a drug in bone 0, and every cell a state that is drawn by the shares of its group.
/// @return those that do not begin in such a way
std::vector<ColumnName> begin_columns(Workspace& work, std::span<const ColumnName> columns);

}  // namespace trabecula
