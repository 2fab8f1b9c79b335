/** The most usual language of a script that one language uses more than all others. */
const LANGUAGES: readonly [RegExp, string][] = [
	[/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja-JP'],
	[/\p{Script=Hangul}/u, 'ko-KR'],
	[/\p{Script=Han}/u, 'zh-CN'],
	[/\p{Script=Arabic}/u, 'ar-SA'],
	[/\p{Script=Hebrew}/u, 'he-IL'],
	[/\p{Script=Cyrillic}/u, 'ru-RU'],
	[/\p{Script=Greek}/u, 'el-GR'],
	[/\p{Script=Thai}/u, 'th-TH'],
	[/\p{Script=Devanagari}/u, 'hi-IN'],
	[/\p{Script=Bengali}/u, 'bn-BD'],
	[/\p{Script=Tamil}/u, 'ta-IN'],
	[/\p{Script=Khmer}/u, 'km-KH'],
	[/\p{Script=Myanmar}/u, 'my-MM'],
	[/\p{Script=Ethiopic}/u, 'am-ET'],
]

/**
 * Returns the usual language of the script of a text, as a BCP 47 tag with a region, for voices
 * and spelling checkers; null for Latin, which many languages share.
 */
export function scriptLanguage(text: string): string | null {
	return LANGUAGES.find(([letters]) => letters.test(text))?.[1] ?? null
}
