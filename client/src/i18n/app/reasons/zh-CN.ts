import { LIMITS } from '@charrette/shared'

/** 为什么现在还不能这样做。 */
export const reasons = {
	board_has_content: '这块白板上还有内容，会一并移除。',
	board_of_session: '小组白板和全体白板属于这个场次，不能移除。',
	group_has_content: '这个小组的白板上还有内容，请选择移到哪个小组。',
	group_has_people: '这个小组里还有人，请选择他们去哪个小组。',
	held_in_private: '这块白板上还有私下书写、尚未公布的卡片，请先公布。',
	last_group: '一个场次至少要有一个小组。',
	no_minutes: '这个环节没有计划时间，请先选择分钟数。',
	no_timer: '还没有计时，请先开始计时。',
	not_in_group: '这个人不在那个小组。',
	other_session: '那个小组属于另一个场次。',
	person_away: '这个人现在不在线。',
	phase_runs: '这个环节正在进行，请先切换到别的环节。',
	session_has_cards: '这个场次的白板上还有卡片，会一并移除。',
	session_runs: '这个场次正在进行，请先切换到别的场次。',
	single_group: '没有别的小组可去。',
	too_many_boards: `一个场次除小组白板外最多有 ${LIMITS.maxBoardsApart} 块白板，请先移除一块。`,
	too_many_groups: `一个场次最多有 ${LIMITS.maxGroups} 个小组。`,
	too_many_phases: `一个场次最多有 ${LIMITS.maxPhases} 个环节。`,
	too_many_sessions: `一个研讨会最多有 ${LIMITS.maxSessions} 个场次。`,
	too_many_shares: `最多可同时分享 ${LIMITS.maxShares} 个页面，请先结束一个。`,
	too_many_votes: `一个研讨会最多有 ${LIMITS.maxRounds} 次投票。`,
	vote_cancelled: '这次投票已取消。',
	vote_not_open: '只有进行中的投票才能取消。',
	vote_runs: '已有一次投票正在进行，请先结束它。',
}
