// What becomes of a page, case by case: the same in each platform that rewrites HTML.

/**
 * Decisions by key: the value, and the variant that a running experiment chose, if one did.
 * @typedef {{ [key: string]: { value: unknown, variant?: string, experiment?: true, overridden?: true } }} Decisions
 * @typedef {object} Case
 * @property {string} name
 * @property {string} html
 * @property {string} page what is to come out
 * @property {string[]} [exposed] the flags whose exposures are to be reported, in order
 * @property {string[]} [errors]
 * @property {object} [options]
 */

/** @type {Decisions} */
export const DECISIONS = {
  hero: { value: 'bold', variant: 'b', experiment: true },
  nav: { value: true, variant: 'on' },
  old: { value: false, variant: 'off' },
  words: { value: 'x', variant: 'two words' },
  headline: { value: 'Fish & <b>chips</b> "now"', variant: 'v2', experiment: true },
  count: { value: 3, variant: 'three' },
  broken: { value: null },
  object: { value: { a: 1 }, variant: 'o' },
  forced: { value: 'c', overridden: true },
  link: { value: 'https://example.com/?a=1&copy=2"><script>', variant: 'l', experiment: true },
  script: { value: 'javascript:alert(1)', variant: 's', experiment: true },
  entity: { value: 'javascript&colon;alert(1)', variant: 's' },
  tabbed: { value: ' java\tscript:alert(1)', variant: 's' },
  data: { value: 'DATA:text/html,<script>alert(1)</script>', variant: 's' },
  path: { value: '/a/b?c=d:e', variant: 'p' },
};

const refused = (/** @type {string} */ key, /** @type {string} */ why) => `\`${key}\` is left out of the page: ${why}`;

/** @type {Case[]} */
export const CASES = [
  {
    name: 'the variant that is served stays, the others go with all that is in them',
    html: '<i data-flag="hero" data-variant="a">A<b>a</b></i><i data-flag="hero" data-variant="b">B</i><i data-flag="hero" data-variant="c">C</i>.',
    page: '<i data-flag="hero" data-variant="b">B</i>.',
    exposed: ['hero'],
  },
  {
    name: 'an element may stand for several variants, and for one whose name has a space',
    html: '<i data-flag="hero" data-variant="a\n b">1</i><i data-flag="words" data-variant="two words">2</i><i data-flag="words" data-variant="words">3</i>',
    page: '<i data-flag="hero" data-variant="a\n b">1</i><i data-flag="words" data-variant="two words">2</i>',
    exposed: ['hero'],
  },
  {
    name: 'the default stays only when nothing could be served',
    html: '<i data-flag="broken" data-variant="a" data-default>1</i><i data-flag="broken" data-variant="b">2</i><i data-flag="hero" data-variant="a" data-default>3</i>',
    page: '<i data-flag="broken" data-variant="a" data-default>1</i>',
    exposed: ['hero'],
  },
  {
    name: 'what is there unless a variant is served stays for all others, known here or not',
    html: '<i data-flag="hero" data-unless="a c">1</i><i data-flag="hero" data-unless="a b">2</i><i data-flag="broken" data-unless="a">3</i>',
    page: '<i data-flag="hero" data-unless="a c">1</i><i data-flag="broken" data-unless="a">3</i>',
    exposed: ['hero'],
  },
  {
    name: 'without names, an element stays when the value is true',
    html: '<i data-flag="nav">1</i><i data-flag="old">2</i><i data-flag="old" data-variant="off">3</i><i data-flag="words">4</i><i data-flag="none">5</i><i data-flag="none" data-default>6</i>',
    page: '<i data-flag="nav">1</i><i data-flag="old" data-variant="off">3</i><i data-flag="none" data-default>6</i>',
  },
  {
    name: 'an overridden value goes by its text',
    html: '<i data-flag="forced" data-variant="c">1</i><i data-flag="forced" data-variant="d" data-default>2</i><b data-flag-text="forced">3</b>',
    page: '<i data-flag="forced" data-variant="c">1</i><b data-flag-text="forced">c</b>',
  },
  {
    name: 'who gets nothing because of the experiment is in it too',
    html: '<i data-flag="hero" data-variant="a">A</i>',
    page: '',
    exposed: ['hero'],
  },
  {
    name: 'what stands in a part that goes was seen by nobody',
    html: '<div data-flag="old"><i data-flag="hero" data-variant="b">B</i><b data-flag-text="headline">h</b><img data-flag="nav"></div><p data-flag-text="count">0</p>',
    page: '<p data-flag-text="count">3</p>',
  },
  {
    name: 'elements without an inside are decided too',
    html: '<img data-flag="old" src="/o"><img data-flag="nav" src="/n"><link data-flag="old"><i data-flag="hero" data-variant="b">B</i>',
    page: '<img data-flag="nav" src="/n"><i data-flag="hero" data-variant="b">B</i>',
    exposed: ['hero'],
  },
  {
    name: 'a value enters as text, never as HTML',
    html: '<h1 data-flag-text="headline">old <b>text</b></h1><textarea data-flag-text="headline"></textarea><title data-flag-text="headline">t</title>',
    page: ['h1', 'textarea', 'title']
      .map((tag) => `<${tag} data-flag-text="headline">Fish &amp; &lt;b&gt;chips&lt;/b&gt; "now"</${tag}>`)
      .join(''),
    exposed: ['headline'],
  },
  {
    name: 'what could not be served keeps the text of the page',
    html: '<h1 data-flag-text="broken">mine</h1><a data-flag-attr="href=broken" href="/mine">a</a>',
    page: '<h1 data-flag-text="broken">mine</h1><a data-flag-attr="href=broken" href="/mine">a</a>',
  },
  {
    name: 'what is replaced takes its marks along, and nobody saw those',
    html: '<p data-flag-text="count"><i data-flag="hero" data-variant="b">B</i></p>',
    page: '<p data-flag-text="count">3</p>',
  },
  {
    name: 'a template is the page’s own affair, but for that of a shadow root',
    html: '<template><i data-flag="old">1</i></template><template data-flag="old"><i>2</i></template><div><template shadowrootmode="open"><i data-flag="old">3</i><i data-flag="hero" data-variant="b">4</i></template></div>',
    page: '<template><i data-flag="old">1</i></template><div><template shadowrootmode="open"><i data-flag="hero" data-variant="b">4</i></template></div>',
    exposed: ['hero'],
  },
  {
    name: 'attributes are set, emptied and taken away',
    html: '<a data-flag-attr="href=link title=headline">a</a><button data-flag-attr="hidden=nav disabled=old aria-label=count" disabled>b</button><a data-flag-attr="href=path">c</a>',
    page:
      '<a data-flag-attr="href=link title=headline" href="https://example.com/?a=1&amp;copy=2&quot;><script>" title="Fish &amp; <b>chips</b> &quot;now&quot;">a</a>' +
      '<button data-flag-attr="hidden=nav disabled=old aria-label=count" hidden="" aria-label="3">b</button><a data-flag-attr="href=path" href="/a/b?c=d:e">c</a>',
    exposed: ['link', 'headline'],
  },
  {
    name: 'no value becomes a program by its address',
    html: ['script', 'entity', 'tabbed', 'data']
      .map((key) => `<a data-flag-attr="href=${key}" href="/">a</a>`)
      .join(''),
    page:
      '<a data-flag-attr="href=script" href="/">a</a><a data-flag-attr="href=entity" href="javascript&amp;colon;alert(1)">a</a>' +
      '<a data-flag-attr="href=tabbed" href="/">a</a><a data-flag-attr="href=data" href="/">a</a>',
    errors: [
      refused('script', '`javascript:alert(1)` is not a safe URL for `href`'),
      refused('tabbed', '` java\tscript:alert(1)` is not a safe URL for `href`'),
      refused('data', '`DATA:text/html,<script>alert(1)</script>` is not a safe URL for `href`'),
    ],
  },
  {
    name: 'no value becomes a program by its place',
    html:
      '<b data-flag-attr="onclick=headline style=headline">b</b><iframe data-flag-attr="srcdoc=headline"></iframe>' +
      '<script data-flag-attr="src=path" data-flag-text="headline">1</script><style data-flag-text="headline">2</style>',
    page:
      '<b data-flag-attr="onclick=headline style=headline">b</b><iframe data-flag-attr="srcdoc=headline"></iframe>' +
      '<script data-flag-attr="src=path" data-flag-text="headline">1</script><style data-flag-text="headline">2</style>',
    errors: [
      refused('headline', '`onclick` of `<b>` must not contain a value'),
      refused('headline', '`style` of `<b>` must not contain a value'),
      refused('headline', '`srcdoc` of `<iframe>` must not contain a value'),
      refused('path', '`src` of `<script>` must not contain a value'),
      refused('headline', 'the text of `<script>` must not contain a value'),
      refused('headline', 'the text of `<style>` must not contain a value'),
    ],
  },
  {
    name: 'an object is no text, and what is not a pair is told',
    html: '<p data-flag-text="object">p</p><p data-flag-attr="title=object lang=">q</p>',
    page: '<p data-flag-text="object">p</p><p data-flag-attr="title=object lang=">q</p>',
    errors: [
      refused('object', 'its value is an object, expected a text'),
      refused('object', 'its value is an object, expected a text'),
      '`data-flag-attr` must be `attribute=flag`, not `lang=`',
    ],
  },
  {
    name: 'hostile names of flags and variants are names',
    html: '<i data-flag="__proto__" data-variant="constructor">1</i><i data-flag="toString">2</i><i data-flag="<img src=x onerror=alert(1)>" data-default>3</i><i data-flag="">4</i>',
    page: '<i data-flag="<img src=x onerror=alert(1)>" data-default>3</i>',
  },
  {
    name: 'a page that reports by itself gets a note of what was decided, also where nothing stands',
    html: '<p data-flag="hero" data-variant="a">A</p><p data-flag="hero" data-variant="b" data-flag-text="headline">B</p><p data-flag="nav">n</p>',
    page:
      '<template data-flag-seen="{&quot;hero&quot;:&quot;b&quot;}"></template>' +
      '<p data-flag="hero" data-variant="b" data-flag-text="headline" data-flag-seen="{&quot;hero&quot;:&quot;b&quot;,&quot;headline&quot;:&quot;v2&quot;}">' +
      'Fish &amp; &lt;b&gt;chips&lt;/b&gt; "now"</p><p data-flag="nav">n</p>',
    options: { expose: 'page' },
  },
  {
    name: 'nobody reports where nobody is to',
    html: '<p data-flag="hero" data-variant="b">B</p>',
    page: '<p data-flag="hero" data-variant="b">B</p>',
    options: { expose: 'none' },
  },
  {
    name: 'JSON goes along without ending its element',
    html: '<script type="application/json" id="a" nonce="n"></script><script type="application/json" id="b">old</script><p id="c">c</p><script id="d">d</script>',
    page: '<script type="application/json" id="a" nonce="n">{"x":"\\u003c/script>\\u003c!--&amp;"}</script><script type="application/json" id="b">["\\u003c/script>"]</script><p id="c">c</p><script id="d">d</script>',
    options: { json: { '#a': { x: '</script><!--&amp;' }, '#b': '["</script>"]', '#c': 1, '#d': 1 } },
    errors: [
      '`#c` is not a `<script type="application/json">`: only such an element can contain JSON',
      '`#d` is not a `<script type="application/json">`: only such an element can contain JSON',
    ],
  },
];
