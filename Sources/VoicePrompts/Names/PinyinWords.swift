/// Common words of two characters of which one is read otherwise than alone: 银行 is `yinhang`, and 行
/// alone `xing`.
///
/// Chosen from names of prompts, places and businesses; the readings are those of CC-CEDICT
/// (https://cc-cedict.org).
enum PinyinWords {
  /// The reading of each word, without tones.
  static let readings: [String: String] = {
    let words = table.split(whereSeparator: \.isWhitespace).map { String($0) }
    let pairs = stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()

  private static let table = """
    蚌埠 bengbu 薄弱 boruo 补给 buji 长按 changan 长春 changchun 长度 changdu 长假 changjia
    长江 changjiang 长久 changjiu 长期 changqi 长沙 changsha 长途 changtu 成都 chengdu 称职 chenzhi
    重播 chongbo 重拨 chongbo 重复 chongfu 重启 chongqi 重庆 chongqing 重试 chongshi 重听 chongting
    重新 chongxin 重阳 chongyang 重置 chongzhi 出差 chuchai 地方 difang 的确 dique 地址 dizhi
    对称 duichen 都市 dushi 分行 fenhang 工行 gonghang 供给 gongji 关卡 guanqia 归还 guihuan
    行家 hangjia 行情 hangqing 行业 hangye 行长 hangzhang 黄埔 huangpu 还价 huanjia 呼吁 huyu
    建行 jianhang 校对 jiaodui 校准 jiaozhun 奇数 jishu 给予 jiyu 角色 juese 空调 kongtiao
    会计 kuaiji 乐亭 laoting 六安 luan 没收 moshou 模板 muban 目的 mudi 模具 muju 模样 muyang
    农行 nonghang 暖和 nuanhuo 排行 paihang 番禺 panyu 便宜 pianyi 人参 renshen 商行 shanghang
    时长 shichang 首都 shoudu 双重 shuangchong 属地 shudi 睡觉 shuijiao 弹性 tanxing 调解 tiaojie
    调试 tiaoshi 调整 tiaozheng 同行 tonghang 投降 touxiang 退还 tuihuan 外行 waihang 厦门 xiamen
    相似 xiangsi 泄露 xielou 西藏 xizang 延长 yanchang 央行 yanghang 铅山 yanshan 银行 yinhang
    音乐 yinyue 乐器 yueqi 乐清 yueqing 乐曲 yuequ 尉犁 yuli 招行 zhaohang 着急 zhaoji 支行 zhihang
    传记 zhuanji 着陆 zhuolu 总行 zonghang 奏乐 zouyue
    """
}
