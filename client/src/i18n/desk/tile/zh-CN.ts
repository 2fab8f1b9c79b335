export const tile = {
	done: '{{people}} 人中 {{done}} 人已完成',
	written: '{{people}} 人中 {{written}} 人已写',
	help_one: '{{count}} 人请求帮助',
	help_other: '{{count}} 人请求帮助',
	fresh_one: '最近一分钟新增 {{count}} 张卡片',
	fresh_other: '最近一分钟新增 {{count}} 张卡片',
	touched: '最后改动：{{ago}}',
	justNow: '刚刚',
	follow: '跟随我的视图',
	followHint: '您打开此白板时，投影显示您所见的部分；否则显示整个白板。',
}
