import type { PackWords } from './PackWords.ts'

export const packWordsZhCN: PackWords = {
	takenOn: (day) => `截至 ${day} 的内容。`,
	folders: '每块白板各有一个文件夹。',
	wholes: {
		'report.html': '报告。可用任何浏览器打开和打印。',
		'report.docx': '报告，用于 Word 和 LibreOffice。',
		'workbook.xlsx': '全部卡片、连线和投票，以表格形式。',
		'viewer.html': '全部白板，可查看、搜索和筛选。可用任何浏览器打开，无需联网。',
	},
	json: '.json 文件保存了完整的白板。在工作台点“导入”即可再次带入，也可直接导入本 ZIP。',
	empty: (boards) => `以下白板没有内容，因此没有文件夹：${boards}。`,
	missing: '未能生成：',
	comma: '、',
}
