import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Menu } from '../../ui/Menu.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { TIDY_WAYS, tidyBoard } from './tidyBoard.ts'

/** The ways to tidy the board. */
export function TidyMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardSurroundings()
	return (
		<Menu
			icon="tidy"
			label={t('see.tidy')}
			side="left"
			items={TIDY_WAYS.map((way) => ({
				label: t(`see.way.${way}`),
				onChoose: () => tidyBoard(editor, way, locale),
			}))}
		/>
	)
}
