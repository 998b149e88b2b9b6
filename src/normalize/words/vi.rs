//! Words of headers and jobs: Vietnamese. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "họ và tên|họ tên|vai trò|các vai trò|vị trí|vị trí công việc|chức danh|chức danh công việc|chức vụ|\
        nghề nghiệp|nhân viên|nhân sự|thành viên|người dùng|đối tượng|hồ sơ|tên vai trò|công việc",
    level: "cấp độ|cấp|cấp bậc|bậc|mức|mức độ|trình độ|thâm niên|giai đoạn",
    dimension: "khía cạnh|chiều|năng lực|kỹ năng|tiêu chí|tiêu chuẩn|nhiệm vụ|hoạt động|công việc|chức năng|quyền|\
        quyền hạn|thao tác|hành động|quy trình|bước|hạng mục|nội dung|chỉ tiêu|yếu tố|kiến thức|khả năng|\
        tính năng|đầu việc|sản phẩm bàn giao|tác vụ",
    group: "nhóm|danh mục|loại|phân loại|lĩnh vực|mảng|giai đoạn|phần|chủ đề|phòng ban|bộ phận|phân hệ|mô-đun|\
        module|nhóm năng lực|nhóm kỹ năng",
    key: "stt|mã|số thứ tự|id|mã số|ký hiệu",
    name: "tên|họ tên|họ và tên|tiêu đề|tên gọi",
    description: "mô tả|định nghĩa|giải thích|chi tiết|ý nghĩa|tóm tắt|diễn giải",
    note: "ghi chú|chú thích|nhận xét|bình luận|ví dụ|nguồn|liên kết|trạng thái|ưu tiên|trọng số|tham khảo",
    value: "giá trị|điểm|đánh giá|nội dung|yêu cầu mức",
    attribute: "trách nhiệm|yêu cầu|nhiệm vụ|yêu cầu công việc|mô tả công việc|kỹ năng|kinh nghiệm|học vấn|\
        bằng cấp|lương|mức lương|mục tiêu|mục đích|quyền hạn|quyền|báo cáo cho|phạm vi|công cụ|kiến thức|mô tả",
    job: "kỹ sư|nhà phát triển|lập trình viên|quản lý|trưởng nhóm|trưởng phòng|giám đốc|chuyên viên|chuyên gia|\
        phân tích viên|kiến trúc sư|nhà khoa học|quản trị viên|tư vấn|tư vấn viên|điều phối viên|trợ lý|\
        thực tập sinh|nhà thiết kế|kiểm thử viên|người kiểm thử|người dùng|khách|khách hàng|thành viên|giáo viên|\
        bác sĩ|kế toán|biên tập viên|chủ sở hữu|nhân viên|trưởng dự án|cộng tác viên|sơ cấp|trung cấp|cao cấp|\
        kỹ thuật viên|thư ký|người đánh giá",
    time: "thứ hai|thứ ba|thứ tư|thứ năm|thứ sáu|thứ bảy|chủ nhật|thời gian|giờ|ngày|tuần|tháng|tiết|quý",
    aggregate: "tổng|tổng cộng|tổng số|trung bình|cộng",
    expected: "tiêu chí|kỳ vọng|hành vi|chỉ số|bằng chứng|yêu cầu",
    person: "họ và tên|họ tên|thành viên|tên thành viên|nhân viên|nhân sự|người",
    step: "thực tập|thực tập sinh|mới|sơ cấp|trung cấp|cao cấp|chuyên gia",
    involvement: "thực hiện|người thực hiện|chịu trách nhiệm|giải trình|chịu trách nhiệm giải trình|phê duyệt|\
        tham vấn|được tham vấn|thông báo|được thông báo",
};
