#pragma once
#include "core/units.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace trabecula {

/// Reads quantities such as "10 um", "0.5 /d", "60 pM", "20 %" with udunits2, to which it adds molar (M), y, wk, and
/// cell and molecule as pure counts. Not thread-safe: used while a scenario is read.
class UnitSystem {
  public:
    /// Reads the database when it is the first.
    /// @throws FileError when udunits2 finds no database
    UnitSystem();

    /// The value of `text` in the program's unit of `dimension`; nothing when it is not such a quantity. A text
    /// without a unit is a pure number, and never a ratio of equal units ("5" is not "5 kg/kg").
    std::optional<double> read(std::string_view text, const DimensionName& dimension) const;

    /// Whether `text` is a number and a unit of any dimension.
    bool is_quantity(std::string_view text) const;

  private:
    class Database;  // one in a process
    Database* database_;
};

}  // namespace trabecula
