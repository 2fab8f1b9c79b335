import { LIMITS } from '@charrette/shared'

/** Why something cannot be done just now, beside the code `not_now`. */
export const reasons = {
	board_has_content: 'There is something on this board, which would go with it.',
	board_of_session: 'The boards of groups and the plenary board belong to the session.',
	group_has_content: 'There is something on this group’s board. Choose the group it goes to.',
	group_has_people: 'There are people in this group. Choose the group they go to.',
	held_in_private: 'Cards are held in private at this board. Reveal them first.',
	last_group: 'A session needs at least one group.',
	no_minutes: 'This phase has no planned time. Choose the minutes first.',
	no_timer: 'No timer is set. Start one first.',
	not_in_group: 'This person is not in that group.',
	other_session: 'That group belongs to another session.',
	person_away: 'This person is not here just now.',
	phase_runs: 'This phase is running. Go to another one first.',
	session_has_cards: 'There are cards on this session’s boards, which would go with it.',
	session_runs: 'This session is running. Go to another one first.',
	single_group: 'There is no other group to go to.',
	too_many_boards: `A session has ${LIMITS.maxBoardsApart} boards besides those of its groups at most. Remove one first.`,
	too_many_groups: `A session has ${LIMITS.maxGroups} groups at most.`,
	too_many_phases: `A session has ${LIMITS.maxPhases} phases at most.`,
	too_many_sessions: `A workshop has ${LIMITS.maxSessions} sessions at most.`,
	too_many_shares: `${LIMITS.maxShares} pages can be shared at once at most. End one first.`,
	too_many_votes: `A workshop has ${LIMITS.maxRounds} votes at most.`,
	vote_cancelled: 'This vote was cancelled.',
	vote_not_open: 'Only an open vote can be cancelled.',
	vote_runs: 'A vote is open already. Close it first.',
}
