import type { stage as en } from './en.ts'

export const stage: typeof en = {
	setUp: '仅主持人可移动',
	setFree: '允许所有人移动',
	now: '现在',
	more: '阅读全文',
	less: '关闭',
	timeLeft: '剩余时间：{{time}}',
	timeUp: '时间到',
	paused: '已暂停',
	mute: '时间结束时不响铃',
	may: '现在您可以{{what}}。',
	mayLook: '现在请观看和聆听。',
	activity: { write: '书写', arrange: '整理卡片', link: '连接卡片', vote: '投票' },
	notNow: {
		write: '本阶段不书写：卡片和文字保持不变。',
		arrange: '本阶段不移动卡片：位置保持不变。',
		link: '本阶段不连接卡片：现有连接保持不变。',
	},
	anonymous: '姓名已隐藏',
	anonymousMore: '目前没有人能看到谁写了什么。',
	message: '主持人的消息',
	dismiss: '关闭此消息',
	nudge: '主持人想到了您：期待您的第一张卡片，几个字就够了。',
	nudgeOk: '谢谢',
}
