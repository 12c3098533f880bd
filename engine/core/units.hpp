#pragma once
#include <compare>
#include <string_view>

namespace trabecula {

/// A number with a dimension. Inside the program each dimension has one unit (below); other units exist only in
/// files and on the command line, where the configuration reader converts them with udunits2.
template <class Dimension>
struct Quantity {
    double value = 0.0;
    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator+(Quantity other) const { return {value + other.value}; }
    constexpr Quantity operator-(Quantity other) const { return {value - other.value}; }
    constexpr Quantity operator*(double factor) const { return {value * factor}; }
    constexpr double operator/(Quantity other) const { return value / other.value; }
};

/// What a dimension is called in an error message, and the unit in which the program computes.
struct DimensionName {
    std::string_view noun;     // "a length"
    std::string_view unit;     // as udunits2 writes it: "um"
    std::string_view example;  // "10 um"
};

struct TimeDimension {
    static constexpr DimensionName name{"a time", "h", "1 h"};
};
struct LengthDimension {
    static constexpr DimensionName name{"a length", "um", "10 um"};
};
struct AreaDimension {
    static constexpr DimensionName name{"an area", "um2", "300 um2"};
};
struct VolumeDimension {
    static constexpr DimensionName name{"a volume", "um3", "500 um3"};
};
struct ConcentrationDimension {
    static constexpr DimensionName name{"a concentration", "pM", "60 pM"};
};
struct RateDimension {
    static constexpr DimensionName name{"a rate", "1/h", "0.5 /d"};
};
struct DiffusivityDimension {
    static constexpr DimensionName name{"a diffusivity", "um2/h", "13 um2/s"};
};
struct SpeedDimension {
    static constexpr DimensionName name{"a speed", "um/h", "0.6 um/d"};
};
struct VolumeRateDimension {
    static constexpr DimensionName name{"a volume per time", "um3/h", "9400 um3/d"};
};
struct NumberDensityDimension {
    static constexpr DimensionName name{"a number density", "1/mm3", "2000 /mm3"};
};
struct MatrixContentDimension {
    static constexpr DimensionName name{"a number per volume of bone", "1/um3", "10 molecules/um3"};
};
struct SupplyDimension {
    static constexpr DimensionName name{"a number per volume and time", "1/mm3/h", "50 /mm3/d"};
};
struct SurfaceDensityDimension {
    static constexpr DimensionName name{"a number per area", "1/mm2", "100 /mm2"};
};
struct MolarMassDimension {
    static constexpr DimensionName name{"a molar mass", "g/mol", "676.7 g/mol"};
};
struct BodyWeightDimension {
    static constexpr DimensionName name{"a body weight", "kg", "0.3 kg"};
};
struct DistributionVolumeDimension {
    static constexpr DimensionName name{"a volume per body weight", "L/kg", "2 L/kg"};
};
struct ClearanceDimension {
    static constexpr DimensionName name{"a clearance per body weight", "L/h/kg", "0.5 L/h/kg"};
};
struct StressDimension {
    static constexpr DimensionName name{"a stress", "MPa", "1 MPa"};
};
struct NumberDimension {
    static constexpr DimensionName name{"a pure number", "1", "0.2, or \"20 %\""};
};

using Hours = Quantity<TimeDimension>;
using Micrometres = Quantity<LengthDimension>;
using SquareMicrometres = Quantity<AreaDimension>;
using CubicMicrometres = Quantity<VolumeDimension>;
using Picomolar = Quantity<ConcentrationDimension>;
using PerHour = Quantity<RateDimension>;
using Diffusivity = Quantity<DiffusivityDimension>;  // um^2/h
using MicrometresPerHour = Quantity<SpeedDimension>;
using CubicMicrometresPerHour = Quantity<VolumeRateDimension>;
using PerCubicMillimetre = Quantity<NumberDensityDimension>;
using PerCubicMillimetreHour = Quantity<SupplyDimension>;
using PerSquareMillimetre = Quantity<SurfaceDensityDimension>;
using GramsPerMole = Quantity<MolarMassDimension>;
using Kilograms = Quantity<BodyWeightDimension>;
using LitresPerKilogram = Quantity<DistributionVolumeDimension>;
using LitresPerHourKilogram = Quantity<ClearanceDimension>;
using Megapascals = Quantity<StressDimension>;
using Number = Quantity<NumberDimension>;

/// Molecules in one cubic micrometre at one picomolar: 1e-12 mol/L x N_A x 1e-15 L/um^3 (CODATA 2018, exact).
inline constexpr double molecules_per_um3_pM = 6.02214076e-4;

}  // namespace trabecula
