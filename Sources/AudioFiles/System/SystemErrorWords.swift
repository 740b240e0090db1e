package import SystemPackage

extension Errno {
  /// What the system says of this error; in Chinese for those that work with files can meet, and
  /// for others in quotes.
  package var words: Text {
    Text(english: description, chinese: Self.chinese[self] ?? "“\(description)”")
  }

  private static let chinese: [Errno: String] = [
    .notPermitted: "不允许此操作",
    .noSuchFileOrDirectory: "没有这样的文件或文件夹",
    .interrupted: "系统调用被中断",
    .ioError: "输入输出错误",
    .noSuchAddressOrDevice: "没有这样的设备或地址",
    .badFileDescriptor: "文件描述符无效",
    .resourceTemporarilyUnavailable: "资源暂时不可用",
    .noMemory: "内存不足",
    .permissionDenied: "没有权限",
    .resourceBusy: "设备或资源正忙",
    .fileExists: "文件已存在",
    .improperLink: "不能跨文件系统链接",
    .operationNotSupportedByDevice: "没有这样的设备",
    .notDirectory: "不是文件夹",
    .isDirectory: "是文件夹",
    .invalidArgument: "参数无效",
    .tooManyOpenFilesInSystem: "系统中打开的文件太多",
    .tooManyOpenFiles: "打开的文件太多",
    .textFileBusy: "文件正在作为程序运行",
    .fileTooLarge: "文件太大",
    .noSpace: "磁盘空间不足",
    .illegalSeek: "不能在其中定位",
    .readOnlyFileSystem: "文件系统是只读的",
    .tooManyLinks: "链接太多",
    .brokenPipe: "管道的另一端已关闭",
    .fileNameTooLong: "文件名太长",
    .directoryNotEmpty: "文件夹不为空",
    .tooManySymbolicLinkLevels: "符号链接的层数太多",
    .overflow: "数值太大，无法存储",
    .notSupported: "不支持此操作",
    .timedOut: "操作超时",
    .diskQuotaExceeded: "超出磁盘配额",
    .staleNFSFileHandle: "网络文件句柄已失效",
  ]
}
