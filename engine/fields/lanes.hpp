#pragma once
#ifdef __AVX2__
#include <immintrin.h>
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Eight values along x at a time. A *block* is 16 neighbouring cells of a row; its even and its odd cells fill eight
/// lanes each, which is how the two colours of a checkerboard are told apart. The lanes hold the cells
/// 0 2 8 10 4 6 12 14 (or one more each): picking them is then a single shuffle, and weaving them back two.
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

/// from[0], from[2], ... from[14] in the order of lanes above. Reads from[15] as well.
inline Eight every_second(const float* from)
{
    return __builtin_shufflevector(load(from), load(from + 8), 0, 2, 8, 10, 4, 6, 12, 14);
}

inline EightIndices every_second(const std::uint8_t* from)
{
#ifdef __AVX2__  // compilers take the bytes apart one by one otherwise
    const __m128i order = _mm_set_epi64x(-1, 0x0e0c06040a080200);
    const __m128i all_codes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m256i picked = _mm256_cvtepu8_epi32(_mm_shuffle_epi8(all_codes, order));
    EightIndices indices;
    std::memcpy(&indices, &picked, sizeof indices);
    return indices;
#else
    return EightIndices{from[0], from[2], from[8], from[10], from[4], from[6], from[12], from[14]};
#endif
}

/// Whether a block of codes holds nothing but `code`.
inline bool is_all(const std::uint8_t* from, std::uint8_t code)
{
    std::uint64_t halves[2];
    std::memcpy(halves, from, sizeof halves);
    const std::uint64_t eight = 0x0101010101010101ULL * code;
    return ((halves[0] ^ eight) | (halves[1] ^ eight)) == 0;
}

/// Writes a block from its even and its odd cells.
inline void store_woven(Eight even, Eight odd, float* to)
{
    store(__builtin_shufflevector(even, odd, 0, 8, 1, 9, 4, 12, 5, 13), to);
    store(__builtin_shufflevector(even, odd, 2, 10, 3, 11, 6, 14, 7, 15), to + 8);
}

/// Lanes in the order of cells: 0 2 4 6 8 10 12 14.
inline Eight in_order(Eight v)
{
    return __builtin_shufflevector(v, v, 0, 1, 4, 5, 2, 3, 6, 7);
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
    return v < 0.0F ? -v : v;
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
