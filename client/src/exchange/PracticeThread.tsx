import { type BoardId, type Practice, practiceRoom, type Workshop } from '@charrette/shared'
import { useMemo, useRef, useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { createServerClock } from '../connection/serverClock.ts'
import { type BoardPlace, BoardPlaceContext } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LateThreads } from '../threads/LateThreads.tsx'
import { type OpenThreads, OpenThreadsContext, ThreadContext, type ThreadPlace } from '../threads/ThreadPlace.ts'
import { ThreadSection } from '../threads/ThreadSection.tsx'

interface PracticeThreadProps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	practice: Practice
}

/**
 * The thread on a practice, among those who write it (TALK7). It is in the practice's document, and
 * is not published with it.
 */
export function PracticeThread({ document, credentials, workshop, practice }: PracticeThreadProps) {
	const section = useRef<HTMLDivElement>(null)
	const [thread, setThread] = useState<ThreadPlace | null>(null)
	const place = useMemo<BoardPlace>(
		() => ({
			credentials,
			workshop,
			// What is stored on the device is kept by document; this page has no board.
			board: practiceRoom(practice.id) as string as BoardId,
			ownBoard: null,
			people: [],
			clock: createServerClock(),
			isLive: true,
			personStatus: { done: false, help: false },
			onStatus: () => {},
			onMentions: () => {},
		}),
		[credentials, workshop, practice.id],
	)
	const opening = useMemo<OpenThreads>(() => {
		const show = () => section.current?.querySelector('textarea')?.focus()
		return { open: show, openAll: show }
	}, [])
	return (
		<div ref={section}>
			<BoardPlaceContext value={place}>
				<OpenThreadsContext value={opening}>
					<LateThreads {...{ document, opening }} hadThreads onPlace={setThread} />
					<ThreadContext value={thread}>
						<ThreadSection on={{ type: 'practice' }} focus={null} />
					</ThreadContext>
				</OpenThreadsContext>
			</BoardPlaceContext>
		</div>
	)
}
