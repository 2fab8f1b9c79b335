import { LIMITS, type Records } from '@charrette/shared'
import { type ReactNode, useEffect, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import type { MenuItem } from '../ui/MenuPanel.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { resultDots } from '../vote/voteState.ts'
import type { ExportSource } from './exportBoard.ts'
import { DEFAULT_RENDER_OPTIONS, EXPORT_FORMATS } from './exportFormats.ts'
import { useExportJob } from './useExportJob.ts'
import { hasTranslations, useTextLanguage } from './useTextLanguage.tsx'

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
	const { languageIf } = useTextLanguage(board.workshop)
	const showToast = useToast()
	const [selected, setSelected] = useState<{ selection: readonly string[]; startsWithSelection: boolean }>(NONE)
	const { open: openDialog, dialog } = useLazyDialog(EXPORT_DIALOG, {
		source,
		isPrivate: records === null,
		...selected,
	})
	const { start, progress, failure } = useExportJob(source, () => {})
	useEffect(() => {
		if (failure) showToast(failure, 'error')
	}, [failure, showToast])
	const open = (startsWithSelection: boolean) => {
		setSelected({ selection: records ? selection() : [], startsWithSelection })
		openDialog()
	}
	const png = EXPORT_FORMATS.view.find(({ id }) => id === 'png')
	return {
		items: [
			{
				label: t('export.quick'),
				onChoose: () => {
					const language = languageIf(source.hasTranslations())
					if (!language) showToast(t('export.rendering'))
					if (png) void start(png, { ...DEFAULT_RENDER_OPTIONS, isFitted: true, language })
				},
			},
			{ label: t('export.choose'), onChoose: () => open(false) },
		],
		dialog: (
			<>
				{dialog}
				{(progress?.isTranslating || progress?.isWaiting) && (
					<WaitingNotice isForServer={progress.isWaiting} onCancel={progress.cancel} />
				)}
			</>
		),
		exportSelection: () => open(true),
	}
}

/** Says what an export without a dialog waits for: translations (EXP10d) or the server. */
function WaitingNotice({ isForServer, onCancel }: { isForServer: boolean; onCancel: () => void }) {
	const { t } = useTranslation(['board', 'app'])
	const cancel = (
		<Button variant="quiet" onClick={onCancel}>
			{t('app:cancel')}
		</Button>
	)
	return (
		<Notice rank="toast" tone="dark" icon={isForServer ? 'offline' : 'language'} actions={cancel}>
			{isForServer ? t('export.waiting') : t('export.translating', { seconds: LIMITS.translateFileSeconds })}
		</Notice>
	)
}
