import type { shares as en } from './en.ts'

export const shares: typeof en = {
	title: '分享阅读',
	lead: '拿到链接的人无需加入即可阅读白板现在的样子。链接到期自动结束，您也可以随时结束。',
	what: '分享内容',
	workshop: '整个工作坊',
	until: '分享期限',
	days: {
		week: '1 周',
		month: '1 个月',
		quarter: '3 个月',
		year: '1 年',
	},
	authors: '显示卡片作者',
	anonymous: '本工作坊匿名，不显示任何人的姓名。',
	make: '生成链接',
	making: '正在生成页面……',
	link: '“{{title}}”的链接',
	once: '请现在复制：链接只显示这一次。',
	open: '正在分享',
	ends: '到 {{date}} 为止',
	end: '结束',
	endNamed: '结束分享 {{title}}',
	ended: '“{{title}}”已停止分享。',
}
