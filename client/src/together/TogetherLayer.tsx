import { CrowdNotice } from './CrowdNotice.tsx'
import { FollowBanner } from './FollowBanner.tsx'
import { RisingReactions } from './RisingReactions.tsx'
import { TypingMarks } from './TypingMarks.tsx'

/** What one sees of the others over the board, beside their cursors. */
export function TogetherLayer() {
	return (
		<>
			<TypingMarks />
			<RisingReactions />
			<FollowBanner />
			<CrowdNotice />
		</>
	)
}
