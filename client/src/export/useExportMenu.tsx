import { localeOfKey, type Records } from '@charrette/shared'
import { type ReactNode, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import type { MenuItem } from '../ui/MenuPanel.tsx'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { resultDots } from '../vote/voteState.ts'
import type { ExportSource } from './exportBoard.ts'
import type { QuickExportProps } from './QuickExport.tsx'

/** The export dialog, in a chunk of its own. */
export const EXPORT_DIALOG = {
	async load() {
		const [{ ExportDialog }] = await Promise.all([
			fetchChunkOnce(() => import('./ExportDialog.tsx')),
			loadNamespace('archive'),
		])
		return ExportDialog
	},
	texts: 'board',
} as const

const QUICK_EXPORT = {
	load: async () => (await fetchChunkOnce(() => import('./QuickExport.tsx'))).QuickExport,
	texts: 'board',
} as const

const NO_DOTS: ReadonlyMap<string, number> = new Map()
const NONE = { selection: [], startsWithSelection: false }

/**
 * Returns the items of the export menu, which are an immediate PNG export and the dialog with all
 * formats, and the dialog itself, which the caller renders. `records` are those of the open board;
 * null while the member is in private writing, since the document then open is not exported.
 */
export function useExportMenu(
	{ records, ...board }: Omit<ExportSource, 'read' | 'hasTranslations'> & { records: Records | null },
	selection: () => readonly string[],
): { items: MenuItem[]; dialog: ReactNode; exportSelection: () => void } {
	const { t } = useTranslation('board')
	const vote = useVoteState()
	const dots = vote ? resultDots(vote) : NO_DOTS
	const source: ExportSource = {
		...board,
		hasTranslations: () => records && hasTranslations(records),
		async read(locale) {
			if (records) return { records, dots }
			const { fetchBoardSource } = await fetchChunkOnce(() => import('./exportBoard.ts'))
			return fetchBoardSource(board.credentials, board.board, locale)
		},
	}
	const [selected, setSelected] = useState<{ selection: readonly string[]; startsWithSelection: boolean }>(NONE)
	const { open: openDialog, dialog } = useLazyDialog(EXPORT_DIALOG, {
		source,
		isPrivate: records === null,
		...selected,
	})
	const quick = useLazyDialog<QuickExportProps>(QUICK_EXPORT, { source })
	const open = (startsWithSelection: boolean) => {
		setSelected({ selection: records ? selection() : [], startsWithSelection })
		openDialog()
	}
	return {
		items: [
			{ label: t('export.quick'), onChoose: quick.open },
			{ label: t('export.choose'), onChoose: () => open(false) },
		],
		dialog: (
			<>
				{dialog}
				{quick.dialog}
			</>
		),
		exportSelection: () => open(true),
	}
}

/** Whether people have translated cards of a board. */
function hasTranslations(records: Records): boolean {
	return [...records.values()].some((record) => [...record.keys()].some((key) => localeOfKey(key) !== null))
}
