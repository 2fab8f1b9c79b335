import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { BoardPlaceContext } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { NoticeProvider } from '../ui/Notices.tsx'
import { ToastProvider } from '../ui/Toasts.tsx'
import { BoardStateNotice } from './BoardStateNotice.tsx'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board')]))
afterEach(() => void vi.unstubAllGlobals())

interface Facts {
	role: 'facilitator' | 'participant'
	isFrozen?: boolean
	isClosed?: boolean
	canEdit?: boolean
}

function open({ role, isFrozen = true, isClosed = false, canEdit = true }: Facts) {
	const document = {
		canWrite: createObservable(canEdit),
		storage: createObservable('ok'),
	} as Partial<BoardDocument> as BoardDocument
	const board = { id: 'b', title: 'Group 1', frozen: isFrozen, group: null }
	const session = { id: 's', boards: [board], groups: [], phase: 'p', phases: [{ id: 'p', may: ['write'] }] }
	const place = {
		credentials: { role, workshop: 'w', token: 'secret' },
		workshop: { id: 'w', participants: [], sessions: [session], session: 's', isClosed },
		board: 'b',
	}
	render(
		<BoardPlaceContext value={place as never}>
			<ToastProvider>
				<NoticeProvider>
					<BoardStateNotice document={document} isElsewhere={false} walk={null} />
				</NoticeProvider>
			</ToastProvider>
		</BoardPlaceContext>,
	)
}

const forOthers = () => screen.queryByText('This board is frozen for participants. You can still edit it.')

describe('[ROOM1c] on a frozen board', () => {
	it('a facilitator reads that participants cannot edit, and unfreezes this board alone', async () => {
		const sent = vi.fn<typeof fetch>(() => new Promise(() => {}))
		vi.stubGlobal('fetch', sent)
		open({ role: 'facilitator' })
		await userEvent.click(await screen.findByRole('button', { name: 'Unfreeze' }))
		expect(forOthers()).toBeTruthy()
		const body = String(sent.mock.calls[0]?.[1]?.body)
		expect(JSON.parse(body)).toMatchObject({ type: 'boards.freeze', frozen: false, boards: ['b'] })
	})

	it('a participant reads that they can view but not edit, and nothing before their access has changed', () => {
		open({ role: 'participant' })
		expect(screen.queryByText(/frozen/)).toBeNull()
		open({ role: 'participant', canEdit: false })
		expect(screen.getByText('This board is frozen. You can view but not edit.')).toBeTruthy()
		expect(forOthers()).toBeNull()
	})

	it('a facilitator reads nothing on an open board, and of a closed workshop only that it is closed', () => {
		open({ role: 'facilitator', isFrozen: false })
		expect(screen.queryByText(/frozen/)).toBeNull()
		open({ role: 'facilitator', isClosed: true, canEdit: false })
		expect(screen.getByText(/closed the workshop/)).toBeTruthy()
		expect(forOthers()).toBeNull()
	})
})
