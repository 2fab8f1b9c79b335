import { type BoardId, type ExportFormat, findBoard, type Workshop } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, fetchExport } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import type { Picture } from './drawPicture.ts'
import { fileName } from './fileName.ts'

/** The board to take home. */
export interface TakeHome {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Draws the board; null where there is nothing on it. */
	draw: (format: 'png' | 'svg') => Promise<Picture | null>
}

/** What can be taken home of a board: pictures that are drawn here, and the files that the server writes. */
export function useTakeHome({ credentials, workshop, board, draw }: TakeHome): MenuItem[] {
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const title = findBoard(workshop, board)?.board.title ?? ''

	const takePicture = async (format: 'png' | 'svg') => {
		showToast(t('board:take.drawing'))
		try {
			const picture = await draw(format)
			if (!picture) return showToast(t('board:take.empty'))
			const name = fileName({ workshop: workshop.title, title, at: Date.now() }, format)
			saveFile(picture.blob, name)
			showToast(t(picture.ratio < 1 ? 'board:take.scaledDown' : 'board:take.saved', { name }))
		} catch {
			// The browser gives no reason, only that it ran out of something.
			showToast(t('board:take.failed'), 'error')
		}
	}
	const takeFile = async (format: ExportFormat | 'html') => {
		try {
			const { blob, name } = await fetchExport(credentials, { board, format, locale })
			saveFile(blob, name)
			showToast(t('board:take.saved', { name }))
		} catch (thrown) {
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
		}
	}
	return [
		...(['png', 'svg'] as const).map((format) => ({
			label: t(`board:take.${format}`),
			onChoose: () => void takePicture(format),
		})),
		...(['json', 'md', 'csv', 'html'] as const).map((format) => ({
			label: t(`board:take.${format}`),
			onChoose: () => void takeFile(format),
		})),
	]
}
