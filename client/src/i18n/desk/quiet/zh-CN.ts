import type { quiet as en } from './en.ts'

export const quiet: typeof en = {
	title: '谁还没有写？',
	nobody: '每个人都写了卡片。',
	nudge: '友善提醒',
	nudged: '已提醒',
	nudgeOf: '友善提醒{{name}}',
	again: '再看一次',
}
