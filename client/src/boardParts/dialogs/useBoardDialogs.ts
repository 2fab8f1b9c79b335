import type { Workshop } from '@charrette/shared'
import type { ReactNode } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import type { InviteDialogProps, SettingsDialogProps } from './BoardDialogs.tsx'

const INVITE_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./BoardDialogs.tsx'))).InviteDialog,
	texts: 'board',
	isPrefetched: true,
} as const

const SETTINGS_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./BoardDialogs.tsx'))).SettingsDialog,
	texts: 'board',
	isPrefetched: true,
} as const

interface BoardDialogParts {
	/** Further ways to share the board. */
	sharing: ReactNode
	/** Further settings of the view. */
	settings?: ReactNode
}

/** Returns the dialogs that every view of a board has, a chunk of their own. */
export function useBoardDialogs(workshop: Workshop, { sharing, settings: viewSettings }: BoardDialogParts) {
	const invite = useLazyDialog<InviteDialogProps>(INVITE_DIALOG, { code: workshop.joinCode, children: sharing })
	const settings = useLazyDialog<SettingsDialogProps>(SETTINGS_DIALOG, { workshop, children: viewSettings })
	return { openInvite: invite.open, openSettings: settings.open, dialog: invite.dialog ?? settings.dialog }
}
