#include "imaging/dicom.hpp"
#include "imaging/dicom_elements.hpp"
#include "imaging/stored_values.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace trabecula {

namespace {

namespace tag {
constexpr DicomTag series = 0x0020000E;
constexpr DicomTag position = 0x00200032;
constexpr DicomTag orientation = 0x00200037;
constexpr DicomTag samples = 0x00280002;
constexpr DicomTag photometric = 0x00280004;
constexpr DicomTag frames = 0x00280008;
constexpr DicomTag rows = 0x00280010;
constexpr DicomTag columns = 0x00280011;
constexpr DicomTag spacing = 0x00280030;
constexpr DicomTag bits_allocated = 0x00280100;
constexpr DicomTag bits_stored = 0x00280101;
constexpr DicomTag high_bit = 0x00280102;
constexpr DicomTag is_signed = 0x00280103;
constexpr DicomTag intercept = 0x00281052;
constexpr DicomTag slope = 0x00281053;
constexpr DicomTag pixels = 0x7FE00010;
}  // namespace tag

constexpr double unit_tolerance = 1e-3;  // of direction cosines, which files round

/// Turns the elements into a checked slice, and gathers what is wrong on the way.
class SliceReader {
  public:
    explicit SliceReader(const std::filesystem::path& path) : elements_(path) { slice_.file = path; }

    DicomSlice read()
    {
        slice_.series = elements_.text(tag::series);
        read_kind();
        read_size();
        read_place();
        read_type();
        problems_.throw_if_any();
        read_grey();
        return std::move(slice_);
    }

  private:
    void refuse(std::string message) { problems_.add({slice_.file.string()}, std::move(message)); }

    void read_kind()
    {
        const std::string photometric = elements_.text(tag::photometric);
        if (photometric != "MONOCHROME2")
            refuse(
                fmt::format("PhotometricInterpretation is {}; MONOCHROME2 is needed: convert it to grey, high values "
                            "bright",
                            photometric.empty() ? "missing" : photometric));
        if (const int samples = elements_.whole_number(tag::samples).value_or(1); samples != 1)
            refuse(fmt::format("SamplesPerPixel is {}; a scan has one grey value per voxel", samples));
        const std::vector<double> frames = elements_.numbers(tag::frames);
        if (!frames.empty() && frames[0] != 1.0)
            refuse(fmt::format("this is a multi-frame file of {} frames; export one file per slice", frames[0]));
    }

    void read_size()
    {
        slice_.columns = elements_.whole_number(tag::columns).value_or(0);
        slice_.rows = elements_.whole_number(tag::rows).value_or(0);
        if (slice_.columns < 1 || slice_.rows < 1)
            refuse(
                fmt::format("the slice has {} columns and {} rows; both must be above 0", slice_.columns, slice_.rows));
    }

    void read_place()
    {
        const std::vector<double> mm = elements_.numbers(tag::spacing);
        if (mm.size() == 2 && mm[0] > 0.0 && mm[1] > 0.0 && std::isfinite(mm[0] * mm[1])) {
            slice_.row_mm = mm[0];
            slice_.column_mm = mm[1];
        }
        const std::vector<double> position = elements_.numbers(tag::position);
        const std::vector<double> axes = elements_.numbers(tag::orientation);
        if (position.size() != 3 || axes.size() != 6)
            return refuse(
                "ImagePositionPatient and ImageOrientationPatient are needed to put the slices in order; "
                "export the scan with them, or as a TIFF stack");
        slice_.position_mm = {position[0], position[1], position[2]};
        slice_.along_row = {axes[0], axes[1], axes[2]};
        slice_.along_column = {axes[3], axes[4], axes[5]};
        const double row = std::hypot(axes[0], axes[1], axes[2]);
        const double column = std::hypot(axes[3], axes[4], axes[5]);
        const double between = axes[0] * axes[3] + axes[1] * axes[4] + axes[2] * axes[5];
        const bool is_finite = std::isfinite(position[0] + position[1] + position[2]);
        if (!is_finite || !(std::abs(row - 1.0) < unit_tolerance && std::abs(column - 1.0) < unit_tolerance &&
                            std::abs(between) < unit_tolerance))
            refuse("ImageOrientationPatient is not two unit vectors at right angles; export the scan again");
    }

    void read_type()
    {
        const int bits = elements_.whole_number(tag::bits_allocated).value_or(0);
        is_signed_ = elements_.whole_number(tag::is_signed).value_or(0) == 1;
        bits_stored_ = elements_.whole_number(tag::bits_stored).value_or(bits);
        const int high_bit = elements_.whole_number(tag::high_bit).value_or(bits_stored_ - 1);
        if (bits == 8) type_ = is_signed_ ? ValueType::int8 : ValueType::uint8;
        if (bits == 16) type_ = is_signed_ ? ValueType::int16 : ValueType::uint16;
        if (bits == 32) type_ = is_signed_ ? ValueType::int32 : ValueType::uint32;
        if (bits != 8 && bits != 16 && bits != 32)
            return refuse(fmt::format("BitsAllocated is {}; 8, 16 or 32 are needed", bits));
        is_narrow_ = bits_stored_ < bits;
        if (bits_stored_ < 1 || bits_stored_ > bits || high_bit != bits_stored_ - 1)
            refuse(fmt::format("BitsStored is {} and HighBit {}; values must fill the lower of {} bits", bits_stored_,
                               high_bit, bits));
        expected_ = static_cast<std::size_t>(slice_.columns) * static_cast<std::size_t>(slice_.rows) * bytes_of(type_);
        if (const std::size_t found = elements_.bytes(tag::pixels).size(); found < expected_ || found > expected_ + 1)
            refuse(fmt::format("found {} bytes of pixel data, expected {} for {} columns and {} rows of {}", found,
                               expected_, slice_.columns, slice_.rows, name_of(type_)));
    }

    /// Bits above the stored ones mean nothing; the highest stored one is the sign.
    float narrowed(float stored) const
    {
        const std::int64_t range = std::int64_t{1} << bits_stored_;
        std::int64_t value = static_cast<std::int64_t>(stored) & (range - 1);
        if (is_signed_ && value >= range / 2) value -= range;
        return static_cast<float>(value);
    }

    void read_grey()
    {
        slice_.grey.reserve(expected_ / bytes_of(type_));
        append_grey(elements_.bytes(tag::pixels).first(expected_), type_, ByteOrder::little, slice_.grey);
        if (is_narrow_)
            for (float& value : slice_.grey) value = narrowed(value);
        const std::vector<double> slope = elements_.numbers(tag::slope);
        const std::vector<double> intercept = elements_.numbers(tag::intercept);
        if (slope.empty() && intercept.empty()) return;
        const double times = slope.empty() ? 1.0 : slope[0];
        const double plus = intercept.empty() ? 0.0 : intercept[0];
        for (float& value : slice_.grey) value = static_cast<float>(times * double{value} + plus);
    }

    DicomElements elements_;
    DicomSlice slice_;
    ValueType type_ = ValueType::uint16;
    int bits_stored_ = 16;
    bool is_signed_ = false;
    bool is_narrow_ = false;
    std::size_t expected_ = 0;
    Problems problems_;
};

}  // namespace

DicomSlice read_dicom_slice(const std::filesystem::path& path)
{
    return SliceReader(path).read();
}

}  // namespace trabecula
