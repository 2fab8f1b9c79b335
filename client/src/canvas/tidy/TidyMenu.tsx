import { useSuggestClusters } from '../../boardParts/detailsContext.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useEditor } from '../engine/editor.ts'
import { explainDenied, useDeniedReason } from '../permissions.ts'
import { sortedSelection } from './sortedSelection.ts'
import { TIDY_LAYOUTS } from './tidyLayouts.ts'

/** The menu of layouts for tidying the board. */
export function TidyMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const language = useLanguage()
	const attempt = useAttempt()
	const deniedReason = useDeniedReason('arrange')
	const suggest = useSuggestClusters()
	if (deniedReason)
		return (
			<Button
				icon="tidy"
				iconOnly
				size="small"
				variant="quiet"
				aria-label={t('tidy.open')}
				aria-disabled
				aria-description={deniedReason}
				title={deniedReason}
				onClick={() => explainDenied(editor, 'arrange')}
			/>
		)
	return (
		<Menu
			icon="tidy"
			label={t('tidy.open')}
			side="left"
			items={[
				...TIDY_LAYOUTS.map((layout) => ({
					label: t(`tidy.layouts.${layout}`),
					onChoose: () =>
						void attempt(async () => {
							const { tidyBoard } = await fetchChunkOnce(() => import('./tidyBoard.ts'))
							tidyBoard(editor, layout, language)
						}),
				})),
				...(suggest ? [{ label: t('sorting.open'), onChoose: () => suggest(sortedSelection(editor)) }] : []),
			]}
		/>
	)
}
