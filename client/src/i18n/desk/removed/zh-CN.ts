export const removed = {
	title: '已移除的白板',
	lead: '每块白板都会以副本恢复：单独一块、已冻结，与其他白板并列。',
	none: '这里没有可恢复的白板。',
	at: '移除于 {{when}}',
	bringBack: '恢复为副本',
	back: '“{{title}}”已恢复为单独的白板。',
}
