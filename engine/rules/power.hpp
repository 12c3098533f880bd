#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

namespace trabecula {

/// x^exponent for x >= 0 and an exponent of 0.1 to 20, in plain arithmetic without calls or branches, so that a loop
/// takes eight numbers at a time, and gives the same bits to each of them wherever it stands. Relative error below
/// 1e-5 where the power is between 1e-12 and 1e12; powers further out end at 2^-126 and 2^126, and the power of
/// 0 is 0.
inline float power(float x, float exponent)
{
    constexpr std::uint32_t mantissa_bits = 23;
    constexpr std::uint32_t root_half = 0x3F3504F3;  // sqrt(1/2) as bits
    constexpr std::int32_t least = 0x00800000;       // 2^-126 as bits: what is less counts as zero

    // x = 2^whole * m with m between sqrt(1/2) and sqrt(2); log m = 2 artanh((m - 1)/(m + 1))
    const auto offset = std::bit_cast<std::uint32_t>(x) - root_half;
    const std::int32_t whole = std::bit_cast<std::int32_t>(offset) >> mantissa_bits;
    const float m = std::bit_cast<float>((offset & 0x007FFFFFU) + root_half);
    const float t = (m - 1.0F) / (m + 1.0F);
    const float t2 = t * t;
    constexpr float two_by_ln2 = 2.8853900817779268F;
    const float log2_m =
        two_by_ln2 * t * (1.0F + t2 * (1.0F / 3.0F + t2 * (1.0F / 5.0F + t2 * (1.0F / 7.0F + t2 * (1.0F / 9.0F)))));

    // 2^(exponent * log2 x) = 2^n * 2^f with f between -1/2 and 1/2, by the series of exp(f ln 2)
    const float log2_power = exponent * (static_cast<float>(whole) + log2_m);
    const std::int32_t n = static_cast<std::int32_t>(log2_power + 4096.5F) - 4096;
    const float f = (log2_power - static_cast<float>(n)) * 0.6931471805599453F;
    const float exp_f =
        1.0F + f * (1.0F + f * (1.0F / 2.0F) *
                               (1.0F + f * (1.0F / 3.0F) *
                                           (1.0F + f * (1.0F / 4.0F) *
                                                       (1.0F + f * (1.0F / 5.0F) * (1.0F + f * (1.0F / 6.0F))))));
    const float scale = std::bit_cast<float>((std::clamp(n, -126, 126) + 127) << mantissa_bits);
    const std::uint32_t all_unless_zero = std::bit_cast<std::int32_t>(x) < least ? 0U : ~0U;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(exp_f * scale) & all_unless_zero);
}

}  // namespace trabecula
