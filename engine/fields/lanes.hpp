#pragma once
#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Eight values of every second cell along x at a time. A *block* is 16 neighbouring cells of a row; arrays keep its
/// eight even cells before its eight odd ones, which is how the two colours of a checkerboard are told apart. A
/// register then takes the cells of one colour, and their neighbours beside them, without any shuffling.
///
/// Plain arithmetic on lanes gives the bits of the same arithmetic on single values, whatever the machine's registers
/// hold.
namespace trabecula::lanes {

inline constexpr int block = 16;

using Eight [[gnu::vector_size(32)]] = float;
using EightIndices [[gnu::vector_size(32)]] = std::int32_t;
using FourDoubles [[gnu::vector_size(32)]] = double;

inline Eight load(const float* from)
{
    Eight values;
    std::memcpy(&values, from, sizeof values);
    return values;
}

inline void store(Eight values, float* to)
{
    std::memcpy(to, &values, sizeof values);
}

inline Eight all(float value)
{
    return Eight{} + value;
}

/// The even cells 0, 2, ... 14 of the block that begins at a slot.
struct Evens {
    std::ptrdiff_t slot;
};

/// The odd cells 1, 3, ... 15 of a block; the first of them is at `slot`.
struct Odds {
    std::ptrdiff_t slot;
};

constexpr Evens evens_of(std::ptrdiff_t block_slot)
{
    return {block_slot};
}
constexpr Odds odds_of(std::ptrdiff_t block_slot)
{
    return {block_slot + 8};
}

/// Where the cell x of a row is, counted from the row's begin.
constexpr std::ptrdiff_t slot_of(std::ptrdiff_t x)
{
    return x / block * block + x % 2 * 8 + x % block / 2;
}

/// Where the cell before the one at `slot` is.
constexpr std::ptrdiff_t slot_west_of(std::ptrdiff_t slot)
{
    const std::ptrdiff_t at = slot % block;
    return at == 0 ? slot - 1 : at < 8 ? slot + 7 : slot - 8;
}

/// values[slot] of these cells.
template <class Cells>
Eight own(const float* values, Cells cells)
{
    return load(values + cells.slot);
}

/// Of the cells before and after these along x.
inline Eight west(const float* values, Evens cells)
{
    Eight odds = load(values + cells.slot + 7);  // the odd cells, but for the first
    odds[0] = values[cells.slot - 1];            // the last one of the block before
    return odds;
}
inline Eight east(const float* values, Evens cells)
{
    return load(values + cells.slot + 8);
}
inline Eight west(const float* values, Odds cells)
{
    return load(values + cells.slot - 8);
}
inline Eight east(const float* values, Odds cells)
{
    Eight evens = load(values + cells.slot - 7);
    evens[7] = values[cells.slot + 8];
    return evens;
}

/// The same of codes. Eight of them are one word, the first in its lowest byte.
inline std::uint64_t word(const std::uint8_t* codes)
{
    std::uint64_t eight;
    std::memcpy(&eight, codes, sizeof eight);
    return eight;
}
inline EightIndices widened(std::uint64_t eight)
{
#ifdef __AVX2__  // compilers take the bytes apart one by one otherwise
    const __m256i wide = _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(eight)));
    EightIndices indices;
    std::memcpy(&indices, &wide, sizeof indices);
    return indices;
#else
    EightIndices indices;
    for (int lane = 0; lane < 8; ++lane) indices[lane] = static_cast<std::int32_t>(eight >> (8 * lane) & 0xff);
    return indices;
#endif
}
template <class Cells>
EightIndices own(const std::uint8_t* codes, Cells cells)
{
    return widened(word(codes + cells.slot));
}
inline EightIndices west(const std::uint8_t* codes, Evens cells)
{
    return widened(word(codes + cells.slot + 8) << 8 | codes[cells.slot - 1]);
}
inline EightIndices west(const std::uint8_t* codes, Odds cells)
{
    return widened(word(codes + cells.slot - 8));
}

/// Whether a block of codes holds nothing but `code`.
inline bool is_all(const std::uint8_t* from, std::uint8_t code)
{
    std::uint64_t halves[2];
    std::memcpy(halves, from, sizeof halves);
    const std::uint64_t eight = 0x0101010101010101ULL * code;
    return ((halves[0] ^ eight) | (halves[1] ^ eight)) == 0;
}

/// Cells in their order, from the even and the odd ones among them: the first eight of a block, and the last eight.
inline Eight first_woven(Eight even, Eight odd)
{
    return __builtin_shufflevector(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
}
inline Eight last_woven(Eight even, Eight odd)
{
    return __builtin_shufflevector(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
}

/// The way back: each second one of 16 cells in their order.
inline Eight unwoven_evens(Eight first, Eight last)
{
    return __builtin_shufflevector(first, last, 0, 2, 4, 6, 8, 10, 12, 14);
}
inline Eight unwoven_odds(Eight first, Eight last)
{
    return __builtin_shufflevector(first, last, 1, 3, 5, 7, 9, 11, 13, 15);
}

/// table[at], of which only the last three bits count.
inline Eight look_up(Eight table, EightIndices at)
{
#ifdef __AVX2__
    __m256i indices;
    std::memcpy(&indices, &at, sizeof indices);
    return _mm256_permutevar8x32_ps(table, indices);
#else
    Eight found;
    for (int lane = 0; lane < 8; ++lane) found[lane] = table[at[lane] & 7];
    return found;
#endif
}

inline Eight magnitude(Eight v)
{
    EightIndices bits;
    std::memcpy(&bits, &v, sizeof bits);
    bits &= 0x7fffffff;  // all but the sign
    std::memcpy(&v, &bits, sizeof v);
    return v;
}

inline Eight larger(Eight a, Eight b)
{
    return a > b ? a : b;
}

inline float largest_of(Eight v)
{
    float most = v[0];
    for (int lane = 1; lane < 8; ++lane) most = v[lane] > most ? v[lane] : most;
    return most;
}

/// Sums of many floats, in double.
struct Sum {
    FourDoubles low{};
    FourDoubles high{};

    void add(Eight v)
    {
        low += __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3), FourDoubles);
        high += __builtin_convertvector(__builtin_shufflevector(v, v, 4, 5, 6, 7), FourDoubles);
    }
    double total() const
    {
        const FourDoubles both = low + high;
        return (both[0] + both[1]) + (both[2] + both[3]);
    }
};

}  // namespace trabecula::lanes
