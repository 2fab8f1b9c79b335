import type { alone as english } from './en.ts'

export const alone: typeof english = {
	own: '现在是各自书写的时间。公布之前，别人看不到您的这些卡片。',
	soFar_one: '这里目前共有 {{count}} 张卡片。',
	soFar_other: '这里目前大家共写了 {{count}} 张卡片。',
	look: '看看白板',
	looking: '这是大家共用的白板，现在只能查看。您的卡片还不在上面。',
	back: '回到我的卡片',
	leaving: '各自书写已结束。正在保存您最后的修改，随后将回到白板。',
	revealed: '卡片已公布，您的卡片现在也在白板上。',
	ended: '各自书写已结束。您的卡片会一直保留，直到公布。',
	held_one: '这里有 {{count}} 张卡片尚未公布，公布后即可看到。',
	held_other: '这里有 {{count}} 张卡片尚未公布，公布后即可看到。',
}
